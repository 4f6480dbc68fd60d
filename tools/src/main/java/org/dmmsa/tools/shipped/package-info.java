/** What comes with the application: configs as resources, sizes of published data and BERTs. */
package org.dmmsa.tools.shipped;
