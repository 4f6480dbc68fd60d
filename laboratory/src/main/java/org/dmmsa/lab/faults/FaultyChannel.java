package org.dmmsa.lab.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel to a file, some operations on which fail. */
final class FaultyChannel extends FileChannel {
  private final FileChannel raw;
  private final Path file;
  private final FaultInjector injector;

  FaultyChannel(FileChannel raw, Path file, FaultInjector injector) {
    this.raw = raw;
    this.file = file;
    this.injector = injector;
  }

  /** Something that is done with the channel behind this one. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws IOException;
  }

  /** Closes this one where an interrupt has closed the other. */
  private <T> T done(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (ClosedChannelException e) {
      close();
      throw e;
    }
  }

  private <T> T read(Call<T> call) throws IOException {
    injector.before(Operation.READ, file);
    return done(call);
  }

  private int written(ByteBuffer from, Call<Integer> call) throws IOException {
    int limit = from.limit();
    from.limit(from.position() + injector.beforeWrite(file, from.remaining()));
    try {
      return done(call);
    } finally {
      from.limit(limit);
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return read(() -> raw.read(to));
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    return read(() -> raw.read(to, position));
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    return read(() -> raw.read(to, offset, length));
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return written(from, () -> raw.write(from));
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return written(from, () -> raw.write(from, position));
  }

  /** A short one is one buffer less. */
  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    int buffers = injector.beforeWrite(file, length);
    return done(() -> raw.write(from, offset, buffers));
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
    return read(() -> raw.transferTo(position, count, to));
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) throws IOException {
    int bytes = injector.beforeWrite(file, Math.toIntExact(Math.min(count, Integer.MAX_VALUE - 1)));
    return done(() -> raw.transferFrom(from, position, bytes));
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return read(() -> raw.map(mode, position, size));
  }

  @Override
  public void force(boolean metaData) throws IOException {
    injector.before(Operation.SYNC, file);
    raw.force(metaData);
  }

  @Override
  public long position() throws IOException {
    return raw.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    raw.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return done(raw::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    raw.truncate(size);
    return this;
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return raw.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return raw.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    raw.close();
  }
}
