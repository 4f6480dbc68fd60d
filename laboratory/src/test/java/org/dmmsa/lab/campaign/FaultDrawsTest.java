package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmmsa.lab.faults.Fault;
import org.dmmsa.lab.faults.Injection;
import org.dmmsa.lab.faults.Operation;
import org.dmmsa.lab.faults.OperationNotes.Note;
import org.junit.jupiter.api.Test;

class FaultDrawsTest {
  private static final String DRAFT = "." + UUID.nameUUIDFromBytes(new byte[1]) + ".tmp";

  /** A hundred writes of one file, then one of another, and a read and a rename. */
  private static List<Note> operations() {
    List<Note> operations = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> operations.add(new Note(Operation.WRITE, "large")));
    operations.add(new Note(Operation.WRITE, ".small" + DRAFT));
    operations.add(new Note(Operation.READ, "large"));
    operations.add(new Note(Operation.RENAME, "small"));
    return operations;
  }

  private static List<PlannedFault> drawn(long seed, String name, List<Long> sizes, int number) {
    FaultDraws draws = new FaultDraws(seed, name, operations(), sizes);
    return IntStream.range(0, number).mapToObj(draws::next).toList();
  }

  @Test
  void aSeedDrawsTheSameForACommandAndOthersForAnother() {
    List<Long> sizes = List.of(5000L);
    assertThat(drawn(1, "train", sizes, 30)).isEqualTo(drawn(1, "train", sizes, 30));
    assertThat(drawn(1, "train", sizes, 30)).isNotEqualTo(drawn(2, "train", sizes, 30));
    assertThat(drawn(1, "train", sizes, 30)).isNotEqualTo(drawn(1, "export", sizes, 30));
  }

  @Test
  void kindsFollowOneAnotherButThoseThatCannotCome() {
    assertThat(drawn(1, "train", List.of(5000L), 7).stream().map(PlannedFault::kind))
        .containsExactly(
            "disk full",
            "short write",
            "write error",
            "read error",
            "rename error",
            "kill",
            "file limit");
    assertThat(drawn(1, "train", List.of(10L), 7).stream().map(PlannedFault::kind))
        .doesNotContain("file limit");
  }

  @Test
  void aFileThatIsWrittenOnceIsHitAsOftenAsOneThatIsWrittenAHundredTimes() {
    Set<Injection> writeErrors =
        drawn(3, "train", List.of(), 600).stream()
            .flatMap(fault -> fault.injection().stream())
            .filter(injection -> injection.fault() == Fault.WRITE_ERROR)
            .collect(Collectors.toSet());
    assertThat(writeErrors).contains(new Injection(Fault.WRITE_ERROR, 101));
    assertThat(writeErrors).allMatch(injection -> injection.number() <= 101).hasSizeGreaterThan(30);
    assertThat(
            drawn(3, "train", List.of(), 600).stream()
                .filter(fault -> fault.is(Fault.WRITE_ERROR))
                .filter(fault -> fault.text().endsWith("write .small.tmp"))
                .count())
        .isBetween(30L, 70L);
  }

  @Test
  void aLimitIsBelowOneOfTheFiles() {
    assertThat(drawn(1, "train", List.of(513L, 5120L), 140))
        .filteredOn(fault -> fault.kind().equals(PlannedFault.FILE_LIMIT))
        .hasSize(20)
        .extracting(PlannedFault::blocks)
        .containsOnly(1L, 9L);
  }
}
