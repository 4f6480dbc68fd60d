/**
 * What clients may do to an exported model: {@link org.dmmsa.tools.serving.ServeCampaign} has
 * threads ask for rows and, in between, send {@link org.dmmsa.tools.serving.WrongRequests}, and
 * compares all that they hear with what one thread heard before; nothing here prints.
 */
package org.dmmsa.tools.serving;
