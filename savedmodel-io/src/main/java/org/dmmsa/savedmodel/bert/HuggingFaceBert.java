package org.dmmsa.savedmodel.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.dmmsa.savedmodel.checkpoint.VariableIndex.Variable;
import org.dmmsa.savedmodel.safetensors.ShardedTensors;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.savedmodel.tokenizer.TokenizerJson;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A BERT in a folder as Hugging Face's transformers writes it: {@code config.json}, {@code
 * model.safetensors} or its parts, {@code vocab.txt} or {@code tokenizer.json}.
 *
 * <p>Sizes come from the arrays' shapes; the config tells heads, GELU form and epsilon, and its
 * sizes have to agree.
 *
 * <p>RoBERTa (Liu et al. 2019) is a BERT without segments, whose positions are counted from behind
 * the padding's number: the rows of its table up to there are never read, and left out here. Many
 * of its files lack the pooler; it then starts as Hugging Face's does, with small random numbers.
 */
final class HuggingFaceBert {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "gelu", Activation.GELU,
          "gelu_new", Activation.GELU_TANH,
          "gelu_pytorch_tanh", Activation.GELU_TANH);

  private static final List<String> TYPES = List.of("bert", "roberta", "xlm-roberta");
  private static final String POOLER = "pooler.dense.";
  private static final double FRESH = 0.02; // deviation of a pooler that the file lacks

  private final Path config;
  private final JsonNode settings;
  private final ShardedTensors tensors;
  private final BertVariables variables;
  private final Optional<TokenizerJson> tokenizer;
  private final Vocabulary vocabulary;
  private final Path folder;
  private final int unreadPositions;
  private boolean freshPooler;

  private HuggingFaceBert(Path folder) {
    this.folder = folder;
    config = folder.resolve("config.json");
    settings = json(config);
    String type = settings.path("model_type").asText();
    if (!TYPES.contains(type)) {
      throw refusal("model_type", type.isEmpty() ? "nothing" : type, "one of " + TYPES);
    }
    boolean roberta = !type.equals(TYPES.get(0));
    require(
        "position_embedding_type",
        settings.path("position_embedding_type").asText("absolute"),
        "absolute");
    tensors = ShardedTensors.open(folder);
    variables = BertVariables.find(index(), List.of(BertLayout.HUGGING_FACE));
    BertDimensions found = variables.dimensions();
    require("hidden_size", number("hidden_size"), found.width());
    require("num_hidden_layers", number("num_hidden_layers"), found.layers());
    require("intermediate_size", number("intermediate_size"), found.inner());
    unreadPositions = roberta ? number("pad_token_id") + 1 : 0;
    if (unreadPositions < 0 || unreadPositions >= found.positions()) {
      throw refusal("pad_token_id", unreadPositions - 1, "a number below the positions");
    }
    tokenizer = tokenizer(folder, roberta);
    vocabulary =
        tokenizer.isPresent()
            ? Vocabulary.of(
                folder.resolve(TextTokenizer.OWN), tokenizer.get().pieces(), found.vocabulary())
            : Vocabulary.read(folder.resolve(TextTokenizer.VOCABULARY), found.vocabulary());
  }

  /** Where the pieces are from; a {@code vocab.txt} is enough for a BERT. */
  private static Optional<TokenizerJson> tokenizer(Path folder, boolean roberta) {
    boolean pieces = Files.isRegularFile(folder.resolve(TextTokenizer.VOCABULARY));
    Path json = folder.resolve(TextTokenizer.OWN);
    if (Files.isRegularFile(json) && (roberta || !pieces)) {
      return Optional.of(TokenizerJson.read(json));
    }
    if (roberta) {
      throw new InvalidInputException("found no " + json + ", expected what texts are cut by");
    }
    return Optional.empty();
  }

  /**
   * Reads what is in a folder, but for the numbers.
   *
   * @throws InvalidInputException if it is no whole BERT
   */
  static HuggingFaceBert open(Path folder) {
    return new HuggingFaceBert(folder);
  }

  private VariableIndex index() {
    TreeMap<String, Variable> found = new TreeMap<>();
    for (String name : tensors.files().keySet()) {
      String current = name.replace("LayerNorm.gamma", "LayerNorm.weight");
      current = current.replace("LayerNorm.beta", "LayerNorm.bias"); // until 2019
      found.put(current, new Variable(tensors.stored(name).shape(), DataType.DT_FLOAT, name));
    }
    addPooler(found);
    return new VariableIndex(tensors.folder(), found);
  }

  private void addPooler(Map<String, Variable> found) {
    String words = BertLayout.HUGGING_FACE.of("embeddings/word").variable();
    Optional<String> table = found.keySet().stream().filter(name -> name.endsWith(words)).findAny();
    if (table.isPresent() && found.get(table.get()).shape().numDimensions() == 2) {
      String prefix = table.get().substring(0, table.get().length() - words.length());
      long width = found.get(table.get()).shape().get(1);
      Variable kernel = new Variable(Shape.of(width, width), DataType.DT_FLOAT, "none");
      Variable bias = new Variable(Shape.of(width), DataType.DT_FLOAT, "none");
      if (!found.containsKey(prefix + POOLER + "weight")
          && !found.containsKey(prefix + POOLER + "bias")) {
        freshPooler = true;
        found.put(prefix + POOLER + "weight", kernel);
        found.put(prefix + POOLER + "bias", bias);
      }
    }
  }

  /** Whether the file has no pooler, so that it starts anew. */
  boolean hasFreshPooler() {
    return freshPooler;
  }

  BertSizes sizes() {
    BertDimensions found = variables.dimensions();
    int heads = number("num_attention_heads");
    if (heads < 1 || found.width() % heads != 0) {
      throw refusal("num_attention_heads", heads, "a divisor of the width " + found.width());
    }
    String activation = settings.path("hidden_act").asText();
    if (!ACTIVATIONS.containsKey(activation)) {
      throw refusal(
          "hidden_act", activation, "one of " + ACTIVATIONS.keySet().stream().sorted().toList());
    }
    double epsilon = settings.path("layer_norm_eps").asDouble(1e-12);
    if (!(epsilon > 0 && epsilon < 1)) {
      throw refusal("layer_norm_eps", epsilon, "a number above 0");
    }
    TransformerSizes encoder =
        new TransformerSizes(
            found.layers(),
            found.width(),
            heads,
            found.inner(),
            ACTIVATIONS.get(activation),
            (float) epsilon,
            0,
            0,
            0);
    return new BertSizes(
        found.vocabulary(), found.positions() - unreadPositions, found.types(), encoder);
  }

  List<String> pieces() {
    return vocabulary.pieces();
  }

  /** The file of a tokenizer that the pieces alone do not describe. */
  Optional<Path> ownTokenizer() {
    return tokenizer.filter(json -> !json.wordPieces()).map(json -> vocabulary.file());
  }

  /**
   * Whether texts are lower-cased: what the tokenizer's settings say, else what the pieces tell.
   */
  boolean lowerCase() {
    Path file = folder.resolve("tokenizer_config.json");
    Optional<JsonNode> said =
        Files.isRegularFile(file)
            ? Optional.of(json(file).path("do_lower_case")).filter(JsonNode::isBoolean)
            : Optional.empty();
    return said.map(JsonNode::booleanValue)
        .or(() -> tokenizer.flatMap(TokenizerJson::lowerCase))
        .orElseGet(vocabulary::lowerCase);
  }

  /** The numbers of an array of our encoder, in our axes. */
  float[] values(String weight) {
    if (freshPooler && weight.startsWith("pooler/")) {
      return fresh(weight);
    }
    float[] theirs = tensors.floats(variables.keyOf(weight));
    if (weight.equals("embeddings/position")) {
      int width = variables.dimensions().width();
      return Arrays.copyOfRange(theirs, unreadPositions * width, theirs.length);
    }
    if (!weight.endsWith("/kernel")) {
      return theirs;
    }
    int out = (int) variables.shapeOf(weight).get(0);
    int in = theirs.length / out;
    float[] ours = new float[theirs.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        ours[i * out + o] = theirs[o * in + i];
      }
    }
    return ours;
  }

  private float[] fresh(String weight) {
    float[] numbers = new float[(int) variables.shapeOf(weight).size()];
    if (weight.endsWith("/kernel")) {
      Random random = new Random(0);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) (FRESH * random.nextGaussian());
      }
    }
    return numbers;
  }

  private int number(String key) {
    JsonNode value = settings.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw refusal(key, value.isMissingNode() ? "nothing" : value, "a whole number");
    }
    return value.asInt();
  }

  private void require(String key, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw refusal(key, found.equals("") ? "nothing" : found, expected);
    }
  }

  private InvalidInputException refusal(String key, Object found, Object expected) {
    return new InvalidInputException(
        "%s: found %s, expected %s, in %s".formatted(key, found, expected, config));
  }

  private static JsonNode json(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "found no " + file + ", expected the folder of a Hugging Face model");
    }
    try {
      JsonNode node = new ObjectMapper().readTree(file.toFile());
      if (!node.isObject()) {
        throw new InvalidInputException("found no JSON object, in " + file);
      }
      return node;
    } catch (IOException e) {
      throw new InvalidInputException("found no JSON, in " + file, e);
    }
  }
}
