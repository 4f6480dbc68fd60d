package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files of a run that a kill may follow on, with the hidden ones that they are made of. */
enum Watched {
  /** What a run makes and notes before it trains. */
  BEGINNING("config\\.yaml|model\\.yaml|provenance|synthetic|tiny-bert|vocab\\.txt"),
  /** A line an epoch. */
  LOG("epochs\\.jsonl"),
  CHECKPOINTS("checkpoints"),
  /** A checkpoint that has not got its name yet. */
  HALF_CHECKPOINT("checkpoints/\\.\\w+\\.new"),
  SCORES("predictions|metrics|similarity|summary"),
  /** What comes last: the export, or the tables. */
  RESULTS("export|tables|figures|results|experiment\\.md");

  private final Pattern name;

  Watched(String name) {
    this.name = Pattern.compile("(^|.*/)\\.?(" + name + ").*");
  }

  /** Whether a file is one of them. */
  boolean has(Path inRun) {
    return name.matcher(inRun.toString()).matches();
  }
}
