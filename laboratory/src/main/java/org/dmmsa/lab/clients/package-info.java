/**
 * What clients may do to an exported model: {@link org.dmmsa.lab.clients.ServeCampaign} has threads
 * ask for rows and, in between, send {@link org.dmmsa.lab.clients.WrongRequests}, and compares all
 * that they hear with what one thread heard before; nothing here prints.
 */
package org.dmmsa.lab.clients;
