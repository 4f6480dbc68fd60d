package org.dmmsa.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
  @TempDir Path folder;

  @Test
  void memoryIsLookedAtEveryMinuteWhileClientsAsk() {
    List<SoakMinute> heard = new CopyOnWriteArrayList<>();
    Soak soak = Soak.run(new ClosedLoop(random -> random.nextLong(), 2), 3, 40, heard::add);
    assertThat(soak.minutes()).isEqualTo(heard).hasSize(3);
    assertThat(soak.minutes()).extracting(SoakMinute::minute).containsExactly(1, 2, 3);
    assertThat(soak.minutes())
        .allSatisfy(minute -> assertThat(minute.memory().heapBytes()).isPositive());
    assertThat(soak.minutes().stream().mapToLong(SoakMinute::requests).sum()).isPositive();
  }

  @Test
  void growthIsFromTheFirstMinuteToTheLast() {
    Soak soak = Soak.of(List.of(minute(1, 100, 1000), minute(2, 900, 9000), minute(3, 90, 1500)));
    assertThat(soak.heapGrowthBytes()).isEqualTo(-10);
    assertThat(soak.residentGrowthBytes()).hasValue(500);
    SoakMinute untold = new SoakMinute(1, 5, new MemoryUse(7, OptionalLong.empty()));
    assertThat(Soak.of(List.of(untold, untold)).residentGrowthBytes()).isEmpty();
  }

  @Test
  void theResidentSetIsReadWhereLinuxTellsIt() throws IOException {
    Path status =
        Files.writeString(folder.resolve("status"), "VmHWM:\t   99 kB\nVmRSS:\t  2048 kB\n");
    assertThat(MemoryUse.residentBytes(status)).hasValue(2048 * 1024);
    assertThat(MemoryUse.residentBytes(folder.resolve("nothing"))).isEmpty();
  }

  private static SoakMinute minute(int number, long heap, long resident) {
    return new SoakMinute(number, 5, new MemoryUse(heap, OptionalLong.of(resident)));
  }
}
