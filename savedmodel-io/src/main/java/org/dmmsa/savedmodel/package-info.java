/**
 * A model's bytes. Here is what all parts share: the names of the serving contract, and what a
 * wrong name meant; {@link org.dmmsa.savedmodel.file} has whole files and folders, {@link
 * org.dmmsa.savedmodel.serving} exported models, {@link org.dmmsa.savedmodel.client} those of a
 * server, {@link org.dmmsa.savedmodel.bert} text encoders, {@link org.dmmsa.savedmodel.checkpoint}
 * weights in training.
 *
 * <p>The weights of DMMSA have the same names in checkpoints and in exported models. N counts
 * layers from 0. Every kernel [in, out] has a bias [out] beside it, every gain of a norm a bias of
 * its size.
 *
 * <pre>
 * path                                                       shape         what it is
 * text/bert/embeddings/word                                  [V, Dt]       one for each word
 * text/bert/embeddings/position                              [P, Dt]       one for each place
 * text/bert/embeddings/type                                  [2, Dt]       one for each segment
 * text/bert/embeddings/norm/gain                             [Dt]          norm of their sum
 * text/bert/encoder/N/attention/(query|key|value)/kernel     [Dt, Dt]      ask and offer
 * text/bert/encoder/N/attention/output/kernel                [Dt, Dt]      joins the heads
 * text/bert/encoder/N/attention_norm/gain                    [Dt]          norm after attention
 * text/bert/encoder/N/expand/kernel                          [Dt, It]      feed-forward, up
 * text/bert/encoder/N/contract/kernel                        [It, Dt]      feed-forward, down
 * text/bert/encoder/N/feedforward_norm/gain                  [Dt]          norm after it
 * text/bert/pooler/kernel                                    [Dt, Dt]      makes the text vector
 * audio/input/kernel                                         [Fa, D]       frames to the model width
 * vision/input/kernel                                        [Fv, D]       frames to the model width
 * (audio|vision)/cls                                         [1, 1, D]     put before the frames
 * audio/position                                             [1, Ta+1, D]  one for each place
 * vision/position                                            [1, Tv+1, D]  one for each place
 * (audio|vision)/encoder/N/attention/(query|key|value)/kernel [D, D]        ask and offer
 * (audio|vision)/encoder/N/attention/output/kernel           [D, D]        joins the heads
 * (audio|vision)/encoder/N/attention_norm/gain               [D]           norm after attention
 * (audio|vision)/encoder/N/expand/kernel                     [D, I]        feed-forward, up
 * (audio|vision)/encoder/N/contract/kernel                   [I, D]        feed-forward, down
 * (audio|vision)/encoder/N/feedforward_norm/gain             [D]           norm after it
 * (audio|vision)/norm/gain                                   [D]           norm before the mean
 * project/text/(similar|dissimilar)/norm/gain                [Dt]          norm before it
 * project/(audio|vision)/(similar|dissimilar)/norm/gain      [D]           norm before it
 * project/text/(similar|dissimilar)/kernel                   [Dt, d]       to the features Ts and Td
 * project/(audio|vision)/(similar|dissimilar)/kernel         [D, d]        to As, Ad, Vs and Vd
 * head/(sentiment|polarity)/0/kernel                         [6d, D]       of Ts, Td, As, Ad, Vs, Vd
 * head/(sentiment|polarity)/1/kernel                         [D, D/2]      second layer
 * head/(sentiment|polarity)/2/kernel                         [D/2, D/4]    third layer
 * head/(sentiment|polarity)/3/kernel                         [D/4, D/8]    fourth layer
 * head/sentiment/4/kernel                                    [D/8, 1]      to the score
 * head/polarity/4/kernel                                     [D/8, C]      to the coarse classes
 * head/unimodal/0/kernel                                     [d, d/2]      of any one feature
 * head/unimodal/1/kernel                                     [d/2, d/4]    second layer
 * head/unimodal/2/kernel                                     [d/4, 1]      to a modality's score
 * </pre>
 *
 * <p>V words, P positions, Dt and It widths of BERT; Fa and Fv features of a frame, Ta and Tv most
 * frames; D and I widths of the other encoders, d width of a feature, C classes. A checkpoint also
 * has {@code PATH/adam_mean} and {@code PATH/adam_squares}; where weights are averaged, {@code
 * PATH} is the average and {@code PATH/trained} the weight itself; and while an encoder is
 * pretrained there is a head {@code pretrain_head/N/kernel}. An exported model has none of these.
 */
package org.dmmsa.savedmodel;
