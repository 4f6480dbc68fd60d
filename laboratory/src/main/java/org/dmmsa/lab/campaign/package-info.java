/**
 * What is measured by breaking it: trainings are killed at moments drawn from a seed, or their
 * files fail; they go on, and are compared with one that was left alone. {@link
 * org.dmmsa.lab.campaign.KillPlan} lists the commands that are killed, {@link
 * org.dmmsa.lab.campaign.KillCampaign} kills them; {@link org.dmmsa.lab.campaign.FaultedCommand}
 * lists those whose files fail, {@link org.dmmsa.lab.campaign.FaultCampaign} lets them; {@link
 * org.dmmsa.lab.campaign.Results} is what is compared; nothing here prints.
 */
package org.dmmsa.lab.campaign;
