package org.dmmsa.training.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShadeTest {
  @Test
  void everyShadeIsDarkerThanTheOneBefore() {
    int before = 1000;
    for (int i = 0; i <= 50; i++) {
      Color shade = Shade.of(i / 50.0);
      int brightness = shade.getRed() + shade.getGreen() + shade.getBlue();
      assertThat(brightness).isLessThan(before);
      before = brightness;
    }
    assertThat(Shade.of(-1)).isEqualTo(Shade.of(0));
    assertThat(Shade.of(2)).isEqualTo(Shade.of(1));
  }

  @Test
  void textIsBlackOnLightAndWhiteOnDark() {
    assertThat(Shade.textOn(Shade.of(0))).isEqualTo(Color.BLACK);
    assertThat(Shade.textOn(Shade.of(0.5))).isEqualTo(Color.BLACK);
    assertThat(Shade.textOn(Shade.of(1))).isEqualTo(Color.WHITE);
  }

  @Test
  void seriesDifferWithoutColourToo() {
    Set<Object> looks = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      SeriesStyle style = SeriesStyle.of(i);
      looks.add(List.of(style.marker(), style.dashes()));
    }
    assertThat(looks).hasSize(30);
  }
}
