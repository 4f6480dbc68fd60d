package org.dmmsa.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.lab.faults.OperationNotes.Note;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationNotesTest {
  @TempDir Path folder;

  private OperationNotes read(String text) throws IOException {
    return OperationNotes.read(Files.writeString(folder.resolve("notes"), text));
  }

  @Test
  void theLastOperationIsTheOneThatWentWrongIfAFaultCame() throws IOException {
    OperationNotes calm = read("CREATE a b\nWRITE \n");
    assertThat(calm.operations())
        .containsExactly(new Note(Operation.CREATE, "a b"), new Note(Operation.WRITE, ""));
    assertThat(calm.hit()).isEmpty();
    OperationNotes faulty = read("CREATE a\nSYNC a\nFAULT\n");
    assertThat(faulty.operations()).hasSize(2);
    assertThat(faulty.hit()).contains(new Note(Operation.SYNC, "a"));
    assertThat(read("").hit()).isEmpty();
  }
}
