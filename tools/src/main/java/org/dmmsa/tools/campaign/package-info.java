/**
 * What is measured by breaking it: trainings are killed at moments drawn from a seed, or their
 * files fail; they go on, and are compared with one that was left alone. {@link
 * org.dmmsa.tools.campaign.KillPlan} lists the commands that are killed, {@link
 * org.dmmsa.tools.campaign.KillCampaign} kills them; {@link
 * org.dmmsa.tools.campaign.FaultedCommand} lists those whose files fail, {@link
 * org.dmmsa.tools.campaign.FaultCampaign} lets them; {@link org.dmmsa.tools.campaign.Results} is
 * what is compared; nothing here prints.
 */
package org.dmmsa.tools.campaign;
