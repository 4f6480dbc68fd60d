package org.dmmsa.savedmodel;

/** The names of the serving contract: what a client of an exported model sends and gets. */
public final class Signatures {
  public static final String SERVING = "serving_default";
  public static final String METHOD = "tensorflow/serving/predict";

  public static final String INPUT_IDS = "input_ids";
  public static final String INPUT_MASK = "input_mask";
  public static final String SEGMENT_IDS = "segment_ids";
  public static final String AUDIO = "audio";
  public static final String VISION = "vision";

  public static final String SENTIMENT = "sentiment";
  public static final String POLARITY = "polarity";
  public static final String UNIMODAL = "unimodal";

  private Signatures() {}
}
