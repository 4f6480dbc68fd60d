/**
 * What all files of this project are written and known by: files and folders that appear whole or
 * not at all, and their checksums. Nothing here knows what is in them.
 */
package org.dmmsa.savedmodel.file;
