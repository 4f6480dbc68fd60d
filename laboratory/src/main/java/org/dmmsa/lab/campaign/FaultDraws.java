package org.dmmsa.lab.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.dmmsa.lab.faults.Fault;
import org.dmmsa.lab.faults.Injection;
import org.dmmsa.lab.faults.Operation;
import org.dmmsa.lab.faults.OperationNotes;

/**
 * Faults of one command drawn from a seed, the same each time. A file that is written in a hundred
 * pieces is hit no more often than one that is written in one.
 */
final class FaultDraws {
  private static final int BLOCK = 512;

  private final RandomGenerator random;
  private final List<OperationNotes.Note> operations;
  private final List<Long> sizes;

  /**
   * Begins.
   *
   * @param name of the command: each has its own
   * @param operations that it does without a fault
   * @param sizes in bytes of the files that it leaves
   */
  FaultDraws(long seed, String name, List<OperationNotes.Note> operations, List<Long> sizes) {
    random = new SplittableRandom(31 * seed + name.hashCode());
    this.operations = List.copyOf(operations);
    this.sizes = sizes.stream().filter(size -> size > BLOCK).sorted().distinct().toList();
  }

  /**
   * Another one.
   *
   * @param turn which kind's it is: kinds follow one another, those left out that cannot come
   */
  PlannedFault next(int turn) {
    List<Fault> kinds = Arrays.stream(Fault.values()).filter(this::canCome).toList();
    int kind = turn % (kinds.size() + (sizes.isEmpty() ? 0 : 1));
    return kind < kinds.size()
        ? injected(kinds.get(kind))
        : PlannedFault.limit((sizes.get(random.nextInt(sizes.size())) - 1) / BLOCK);
  }

  private boolean canCome(Fault fault) {
    return operations.stream().anyMatch(note -> fault.concerns(note.operation()));
  }

  private PlannedFault injected(Fault fault) {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    int number = 0;
    for (OperationNotes.Note note : operations) {
      if (fault.concerns(note.operation())) {
        number++;
        numbers.computeIfAbsent(place(note), place -> new ArrayList<>()).add(number);
      }
    }
    String place = List.copyOf(numbers.keySet()).get(random.nextInt(numbers.size()));
    List<Integer> there = numbers.get(place);
    int drawn = there.get(random.nextInt(there.size()));
    return PlannedFault.of(
        new Injection(fault, drawn), "operation %d of %d, %s".formatted(drawn, number, place));
  }

  /** What is the same in each run: a draft has a random name, a log has the time in it. */
  private static String place(OperationNotes.Note note) {
    Operation operation = note.operation();
    String file =
        note.file()
            .replaceAll("\\.[0-9a-f-]{36}\\.tmp$", ".tmp")
            .replaceAll("(tfevents\\.)\\d+", "$1");
    return operation.text() + " " + (file.isEmpty() ? "the run's folder" : file);
  }
}
