/** All methods by name: {@link org.dmmsa.model.catalog.Method} has a line for each. */
package org.dmmsa.model.catalog;
