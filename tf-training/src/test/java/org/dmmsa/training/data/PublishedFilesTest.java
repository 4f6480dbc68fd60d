package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedFilesTest {
  @Test
  void aFileIsNamedByItsChecksum() {
    assertThat(
            PublishedFiles.named(
                "78e0f8b5ef8ff71558e7307848fc1fa929ecb078203f565ab22b9daab2e02524"))
        .contains("MOSI unaligned_50.pkl");
    assertThat(PublishedFiles.named("00")).isEmpty();
  }
}
