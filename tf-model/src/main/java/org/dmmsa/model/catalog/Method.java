package org.dmmsa.model.catalog;

import java.util.Locale;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.baseline.Confede;
import org.dmmsa.model.baseline.LfDnn;
import org.dmmsa.model.baseline.Lmf;
import org.dmmsa.model.baseline.MagBert;
import org.dmmsa.model.baseline.Mfn;
import org.dmmsa.model.baseline.Misa;
import org.dmmsa.model.baseline.Mult;
import org.dmmsa.model.baseline.SelfMm;
import org.dmmsa.model.baseline.TextRegression;
import org.dmmsa.model.baseline.Tfn;
import org.dmmsa.model.dmmsa.Dmmsa;

/** The methods that can be trained: a config names one of them, and its record has the rest. */
public enum Method {
  DMMSA(
      Dmmsa.Config.class,
      "Dynamic Tuning and Multi-Task Learning-Based Model for Multimodal Sentiment Analysis",
      "Liang et al., Appl. Sci. 2025, 15, 6342"),
  TEXT(
      TextRegression.Config.class,
      "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
      "Devlin et al., NAACL 2019, pages 4171-4186; fine-tuned on the text alone"),
  LF_DNN(
      LfDnn.Config.class,
      "Benchmarking Multimodal Sentiment Analysis",
      "Cambria et al., CICLing 2017, pages 166-179"),
  TFN(
      Tfn.Config.class,
      "Tensor Fusion Network for Multimodal Sentiment Analysis",
      "Zadeh et al., EMNLP 2017, pages 1103-1114"),
  LMF(
      Lmf.Config.class,
      "Efficient Low-rank Multimodal Fusion with Modality-Specific Factors",
      "Liu et al., ACL 2018, pages 2247-2256"),
  MFN(
      Mfn.Config.class,
      "Memory Fusion Network for Multi-view Sequential Learning",
      "Zadeh et al., AAAI 2018, pages 5634-5641"),
  MAG_BERT(
      MagBert.Config.class,
      "Integrating Multimodal Information in Large Pretrained Transformers",
      "Rahman et al., ACL 2020, pages 2359-2369"),
  MULT(
      Mult.Config.class,
      "Multimodal Transformer for Unaligned Multimodal Language Sequences",
      "Tsai et al., ACL 2019, pages 6558-6569"),
  MISA(
      Misa.Config.class,
      "MISA: Modality-Invariant and -Specific Representations for Multimodal Sentiment Analysis",
      "Hazarika et al., ACM MM 2020, pages 1122-1131"),
  SELF_MM(
      SelfMm.Config.class,
      "Learning Modality-Specific Representations with Self-Supervised Multi-Task Learning for"
          + " Multimodal Sentiment Analysis",
      "Yu et al., AAAI 2021, pages 10790-10797"),
  CONFEDE(
      Confede.Config.class,
      "ConFEDE: Contrastive Feature Decomposition for Multimodal Sentiment Analysis",
      "Yang et al., ACL 2023, pages 7617-7630");

  private final Class<? extends ModelConfig> config;
  private final String paper;
  private final String citation;

  Method(Class<? extends ModelConfig> config, String paper, String citation) {
    this.config = config;
    this.paper = paper;
    this.citation = citation;
  }

  /** The method of a network. */
  public static Method of(ModelConfig model) {
    for (Method method : values()) {
      if (method.config.isInstance(model)) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "found a " + model.getClass().getName() + ", expected the config of a method");
  }

  /** Its name in configs, files and exports, as in {@code self_mm}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The record of its choices. */
  public Class<? extends ModelConfig> config() {
    return config;
  }

  /** The title of the paper that it is from. */
  public String paper() {
    return paper;
  }

  /** Authors, where and when. */
  public String citation() {
    return citation;
  }
}
