/**
 * What is measured by breaking it: trainings are killed at moments drawn from a seed, go on, and
 * are compared with one that was left alone. {@link org.dmmsa.tools.campaign.KillPlan} lists the
 * commands, {@link org.dmmsa.tools.campaign.KillCampaign} kills them, {@link
 * org.dmmsa.tools.campaign.Results} is what is compared; nothing here prints.
 */
package org.dmmsa.tools.campaign;
