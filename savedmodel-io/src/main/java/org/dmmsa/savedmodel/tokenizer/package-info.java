/** Texts as the numbers that a BERT reads, by Hugging Face's tokenizers. */
package org.dmmsa.savedmodel.tokenizer;
