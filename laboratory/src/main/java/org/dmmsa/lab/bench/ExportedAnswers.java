package org.dmmsa.lab.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.run.RunConfig;

/**
 * What an export of DMMSA takes to answer, without a server around it: the mean over requests of
 * rows with likely lengths. Their tensors are made beforehand. It answers in single precision, so a
 * peer in another has no part in it.
 */
final class ExportedAnswers {
  private static final int ROWS = 32;

  private ExportedAnswers() {}

  static Prepared prepare(Setup setup, int rowsOfRequest) {
    Sizes sizes = setup.sizes();
    RunConfig config = ShippedConfig.read("configs/mosi/dmmsa-joint.yaml", sizes.model());
    InputDims dims = setup.with(new InputDims(Optional.empty(), heardAndSeen(sizes.mosi())));
    RowLengths lengths = RowLengths.drawn(ROWS, dims.frames(), new SplittableRandom(Setup.SEED));
    MadeUpClips clips = TrainingTask.rows(config.model(), dims, lengths, sizes.tokens());
    List<List<Integer>> rows =
        IntStream.range(0, ROWS / rowsOfRequest)
            .mapToObj(i -> IntStream.range(0, rowsOfRequest).map(j -> i * rowsOfRequest + j))
            .map(each -> each.boxed().toList())
            .toList();
    List<BatchShape> shapes = rows.stream().map(each -> BatchShape.of(clips, each)).toList();
    List<InputTensors> requests =
        rows.stream()
            .map(each -> TrainingTask.inputs(config.model(), dims).inputs(clips, each))
            .toList();
    Network network = Network.of((Dmmsa.Config) config.model(), dims);
    TemporaryFolder folder = TemporaryFolder.create();
    ServingModel model = new RandomExport(config, dims, setup, folder).load();
    double scale = 1.0 / requests.size();
    return new Prepared(
        () -> requests.forEach(model::answer),
        scale,
        rowsOfRequest,
        Prepared.SAMPLES,
        scale * network.flop(false, shapes),
        Optional.of(network.peer(false, shapes)).filter(peer -> setup.inSinglePrecision()),
        () -> {
          requests.forEach(InputTensors::close);
          model.close();
          folder.close();
        });
  }

  private static Map<Input, FrameDims> heardAndSeen(InputDims dims) {
    Map<Input, FrameDims> frames = new EnumMap<>(dims.frames());
    frames.remove(Input.TEXT);
    return frames;
  }
}
