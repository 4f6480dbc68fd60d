package org.dmmsa.tools;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * What TensorFlow's build for GPUs asks the system for, beside the driver. It opens these libraries
 * by name when it looks for devices, and takes the CPU if one is not there.
 *
 * <p>They may come from the class path too: the jar {@code
 * org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist} holds NVIDIA's CUDA and cuDNN. A library
 * that the process has is not looked for again, so that a machine needs nothing but a driver.
 */
final class CudaLibraries {
  private static final String DRIVER = "libcuda.so.1";
  private static final String JAR_FOLDER = "/org/bytedeco/cuda/linux-x86_64/";
  private static final String BUILD =
      "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";

  /** Each after those that it needs. */
  private static final List<String> CUDA =
      List.of(
          "libcudart.so.12",
          "libnvJitLink.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcusparse.so.12",
          "libcusolver.so.11",
          "libcudnn.so.9");

  /** cuDNN opens them by name when it needs them. */
  private static final List<String> CUDNN =
      List.of(
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_engines_precompiled.so.9");

  private CudaLibraries() {}

  /** Whether the class path holds TensorFlow's build for GPUs. */
  static boolean wanted() {
    return CudaLibraries.class.getResource(BUILD) != null;
  }

  /**
   * Loads those of the class path, if it has them; to be called before TensorFlow looks for
   * devices. They are unpacked once, to JavaCPP's cache.
   *
   * @throws UncheckedIOException if they cannot be unpacked
   */
  static void load() {
    CUDA.forEach(CudaLibraries::load);
    CUDNN.forEach(CudaLibraries::load);
  }

  private static void load(String library) {
    URL packed = CudaLibraries.class.getResource(JAR_FOLDER + library);
    if (packed == null) {
      return;
    }
    try {
      System.load(Loader.cacheResource(packed).getPath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + packed, e);
    }
  }

  /**
   * The libraries that this process cannot open, the driver's first; empty if a GPU can be used.
   */
  static List<String> missing() {
    return missing(Stream.concat(Stream.of(DRIVER), CUDA.stream()).toList());
  }

  static List<String> missing(List<String> libraries) {
    return libraries.stream().filter(library -> !opens(library)).toList();
  }

  private static boolean opens(String library) {
    try {
      NativeLibrary.getInstance(library).close();
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
