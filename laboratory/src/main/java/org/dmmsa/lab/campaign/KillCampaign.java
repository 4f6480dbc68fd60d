package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;

/**
 * Kills commands at random moments and compares what they come to with what they come to otherwise.
 *
 * @param kills of all commands together
 * @param perRun before a folder is let finish
 * @param seed of the moments
 * @param folder where everything goes; what lost nothing is deleted
 */
public record KillCampaign(int kills, int perRun, long seed, Path folder) {

  /**
   * Each command is to be killed at least once.
   *
   * @throws InvalidInputException if there are more commands than kills
   */
  public static void requireEnough(int kills, List<KilledCommand> commands) {
    if (kills < commands.size()) {
      throw new InvalidInputException(
          "--kills: found %d, expected at least %d, one for each of %s (--only picks some)"
              .formatted(
                  kills,
                  commands.size(),
                  String.join(", ", commands.stream().map(KilledCommand::name).toList())));
    }
  }

  /**
   * Kills.
   *
   * @param progress hears a line each time that something happened
   */
  public KillReport run(List<KilledCommand> commands, Consumer<String> progress) {
    List<CommandFigures> figures = new ArrayList<>();
    List<Round> all = new ArrayList<>();
    try (Children children = Children.create()) {
      for (int i = 0; i < commands.size(); i++) {
        KilledCommand command = commands.get(i);
        Path place = folder.resolve(command.name());
        CommandKiller killer = new CommandKiller(command, seed, place, children, progress);
        int share = kills / commands.size() + (i < kills % commands.size() ? 1 : 0);
        List<Round> rounds = killer.rounds(share, perRun);
        figures.add(killer.figures(rounds));
        all.addAll(rounds);
        if (rounds.stream().allMatch(Round::survived)) {
          delete(place);
        }
      }
    }
    return KillReport.of(seed, perRun, figures, all);
  }

  private static void delete(Path place) {
    try {
      Folders.delete(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
