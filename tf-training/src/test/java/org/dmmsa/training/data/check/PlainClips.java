package org.dmmsa.training.data.check;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;

/** A split that is written down clip by clip. */
final class PlainClips implements Split {
  private record Clip(String id, String text, float label, float[] frames) {}

  private final String name;
  private final int features;
  private final List<Clip> clips = new ArrayList<>();

  PlainClips(String name, int features) {
    this.name = name;
    this.features = features;
  }

  PlainClips clip(String id, String text, double label, float... frames) {
    clips.add(new Clip(id, text, (float) label, frames));
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return clips.size();
  }

  @Override
  public String id(int row) {
    return clips.get(row).id();
  }

  @Override
  public String text(int row) {
    return clips.get(row).text();
  }

  @Override
  public Tokens tokens() {
    throw new IllegalStateException("no tokens");
  }

  @Override
  public Frames frames(Input input) {
    return new Frames() {
      @Override
      public int maxFrames() {
        return clips.stream().mapToInt(clip -> clip.frames().length / features).max().orElse(0);
      }

      @Override
      public int features() {
        return features;
      }

      @Override
      public int length(int row) {
        return clips.get(row).frames().length / features;
      }

      @Override
      public void read(int row, int frames, FloatBuffer to) {
        to.put(clips.get(row).frames(), 0, frames * features);
      }
    };
  }

  @Override
  public float label(int row) {
    return clips.get(row).label();
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    throw new IllegalStateException("no labels of each modality");
  }
}
