package org.dmmsa.model.graph;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;

/** The devices that TensorFlow finds. Uses its C API, as the Java API does not list them. */
public final class Devices {
  private Devices() {}

  /** Whether one of them is a GPU. */
  public static boolean hasGpu() {
    return names().stream().anyMatch(name -> name.startsWith("GPU:"));
  }

  /** Their names, as in {@code CPU:0}. */
  public static List<String> names() {
    try (TF_Status status = TF_Status.newStatus();
        TFE_ContextOptions options = TFE_ContextOptions.newContextOptions();
        TFE_Context context = TFE_Context.newContext(options, status)) {
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = TFE_ContextListDevices(context, status);
      status.throwExceptionIfNotOK();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) {
        String name = TF_DeviceListName(devices, i, status).getString();
        names.add(name.substring(name.lastIndexOf("device:") + "device:".length()));
      }
      TF_DeleteDeviceList(devices);
      return names;
    }
  }
}
