package org.dmmsa.training;

import java.util.Map;
import java.util.Optional;
import org.dmmsa.training.metric.Metrics;

/**
 * What came out of an epoch.
 *
 * @param epoch counted from 1
 * @param stage its name
 * @param losses unweighted mean of every loss term over the epoch's rows
 * @param lossWeights what the terms were weighted with; the mean over the steps where each step has
 *     its own
 * @param learningRates of each weight group that trained, at the epoch's last step
 * @param rewinds how often the stage had diverged and gone back by then, see {@link OnDivergence}
 * @param seconds the epoch took, validation included
 * @param samplesPerSecond of training alone
 * @param valid metrics of the validation split
 * @param test metrics of the test split, where they are asked for; nothing is chosen by them
 * @param best whether it is the best epoch yet
 */
public record EpochResult(
    int epoch,
    String stage,
    Map<String, Double> losses,
    Map<String, Double> lossWeights,
    Map<String, Double> learningRates,
    int rewinds,
    double seconds,
    double samplesPerSecond,
    Metrics valid,
    Optional<Metrics> test,
    boolean best) {}
