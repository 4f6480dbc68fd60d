package org.dmmsa.lab.fuzz;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/** Gives a node of a graph another op, other inputs or another attribute. */
final class NodeMutator {
  private static final List<String> TEXTS = List.of("", "VALID", "/device:GPU:0", "/job:x/task:9");

  private static final List<DataType> TYPES =
      List.of(
          DataType.DT_INVALID,
          DataType.DT_FLOAT,
          DataType.DT_DOUBLE,
          DataType.DT_BFLOAT16,
          DataType.DT_INT32,
          DataType.DT_INT64,
          DataType.DT_UINT8,
          DataType.DT_QINT8,
          DataType.DT_COMPLEX64,
          DataType.DT_BOOL,
          DataType.DT_STRING,
          DataType.DT_RESOURCE,
          DataType.DT_VARIANT,
          DataType.DT_FLOAT_REF);

  private final Random random;

  NodeMutator(Random random) {
    this.random = random;
  }

  /**
   * Changes one thing.
   *
   * @param all the nodes of its graph
   */
  NodeDef changed(NodeDef node, List<NodeDef> all) {
    NodeDef other = all.get(random.nextInt(all.size()));
    NodeDef.Builder changed = node.toBuilder();
    int inputs = node.getInputCount();
    int input = inputs > 0 ? random.nextInt(inputs) : -1;
    switch (random.nextInt(8)) {
      case 0 -> changed.setOp(other.getOp());
      case 1 -> changed.addInput(other.getName());
      case 2 -> changed.setDevice(text());
      case 3 -> {
        if (inputs > 0) {
          changed.setInput(input, other.getName());
        }
      }
      case 4 -> {
        if (inputs > 0) {
          changed.setInput(input, node.getInput(input).replaceFirst(":\\d+$", "") + ":" + number());
        }
      }
      default -> changeAttribute(changed);
    }
    return changed.build();
  }

  private void changeAttribute(NodeDef.Builder node) {
    List<String> names = new ArrayList<>(new TreeSet<>(node.getAttrMap().keySet()));
    if (!names.isEmpty()) {
      String name = names.get(random.nextInt(names.size()));
      node.putAttr(name, changed(node.getAttrOrThrow(name)));
    }
  }

  private AttrValue changed(AttrValue value) {
    AttrValue.Builder changed = value.toBuilder();
    switch (value.getValueCase()) {
      case TYPE -> changed.setType(type());
      case I -> changed.setI(number());
      case F -> changed.setF(Float.NaN);
      case B -> changed.setB(!value.getB());
      case S -> changed.setS(ByteString.copyFromUtf8(text()));
      case SHAPE -> changed.setShape(changed(value.getShape()));
      case TENSOR -> changed.setTensor(changed(value.getTensor()));
      default -> changed.setList(AttrValue.ListValue.newBuilder().addI(number()));
    }
    return changed.build();
  }

  /** Has one size changed, a size more, or none known. */
  TensorShapeProto changed(TensorShapeProto shape) {
    TensorShapeProto.Builder changed = shape.toBuilder();
    Dim size = Dim.newBuilder().setSize(number()).build();
    int known = shape.getDimCount();
    switch (random.nextInt(4)) {
      case 0 -> changed.setUnknownRank(true);
      case 1 -> changed.addDim(size);
      default -> {
        if (known > 0) {
          changed.setDim(random.nextInt(known), size);
        }
      }
    }
    return changed.build();
  }

  private TensorProto changed(TensorProto tensor) {
    TensorProto.Builder changed = tensor.toBuilder();
    ByteString content = tensor.getTensorContent();
    switch (random.nextInt(5)) {
      case 0 -> changed.setDtype(type());
      case 1 -> changed.setTensorShape(changed(tensor.getTensorShape()));
      case 2 -> changed.setTensorContent(content.substring(content.size() / 2));
      case 3 -> changed.clearTensorContent().clearIntVal().addIntVal((int) number());
      default -> {
        byte[] bytes = content.toByteArray();
        random.nextBytes(bytes);
        changed.setTensorContent(ByteString.copyFrom(bytes));
      }
    }
    return changed.build();
  }

  DataType type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** Small ones as often as those that readers stumble over. */
  private long number() {
    return random.nextBoolean()
        ? random.nextInt(8)
        : Mutator.NUMBERS.get(random.nextInt(Mutator.NUMBERS.size()));
  }
}
