/**
 * Generated data in the layout of the published files, for trying and testing without them. Start
 * with {@link org.dmmsa.training.data.synthetic.SyntheticDataset}.
 */
package org.dmmsa.training.data.synthetic;
