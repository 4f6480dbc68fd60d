package org.dmmsa.savedmodel.bert;

import java.nio.file.Path;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.ServingContract;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The serving signature of a BERT SavedModel: the names of its tensors, with their output's number.
 *
 * @param ids int32 [B, L]
 * @param mask int32 [B, L]
 * @param segments int32 [B, L]
 * @param sequence float [B, L, D]
 * @param pooled float [B, D]
 * @param length L when it is fixed, {@link Shape#UNKNOWN_SIZE} when any length is taken
 */
public record BertSignature(
    String ids, String mask, String segments, String sequence, String pooled, long length) {

  static final String SEQUENCE = "sequence_output";
  static final String POOLED = "pooled_output";

  /** Whether texts have to be padded to {@link #length}. */
  public boolean fixedLength() {
    return length != Shape.UNKNOWN_SIZE;
  }

  static BertSignature of(MetaGraphDef model, BertLayout.Tensors names, Path file) {
    SignatureDef signature = model.getSignatureDefMap().get(ServingContract.SIGNATURE);
    if (signature == null) {
      throw new InvalidInputException(
          "found signatures %s, expected one named %s, in %s"
              .formatted(model.getSignatureDefMap().keySet(), ServingContract.SIGNATURE, file));
    }
    Map<String, TensorInfo> in = signature.getInputsMap();
    Map<String, TensorInfo> out = signature.getOutputsMap();
    TensorInfo ids = require(in, names.ids(), DataType.DT_INT32, file);
    return new BertSignature(
        ids.getName(),
        require(in, names.mask(), DataType.DT_INT32, file).getName(),
        require(in, names.segments(), DataType.DT_INT32, file).getName(),
        require(out, names.sequence(), DataType.DT_FLOAT, file).getName(),
        require(out, names.pooled(), DataType.DT_FLOAT, file).getName(),
        length(ids, file));
  }

  private static TensorInfo require(
      Map<String, TensorInfo> tensors, String name, DataType type, Path file) {
    TensorInfo tensor = tensors.get(name);
    if (tensor == null || tensor.getDtype() != type) {
      throw new InvalidInputException(
          "found %s, expected %s of type %s, in signature %s of %s"
              .formatted(
                  tensor == null ? tensors.keySet() : tensor.getDtype(),
                  name,
                  type,
                  ServingContract.SIGNATURE,
                  file));
    }
    return tensor;
  }

  private static long length(TensorInfo ids, Path file) {
    if (ids.getTensorShape().getUnknownRank()) {
      return Shape.UNKNOWN_SIZE;
    }
    if (ids.getTensorShape().getDimCount() != 2) {
      throw new InvalidInputException(
          "found %d dimensions, expected 2 (batch, length), at %s in signature %s of %s"
              .formatted(
                  ids.getTensorShape().getDimCount(),
                  ids.getName(),
                  ServingContract.SIGNATURE,
                  file));
    }
    return ids.getTensorShape().getDim(1).getSize();
  }
}
