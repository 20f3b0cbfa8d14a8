/** What the end of the contract of `billing.service service` does: by the service, else by `billing.plan plan`. */
export const CONTRACT_OUTCOME = `CASE WHEN service.contract_at_end IS NOT NULL THEN service.contract_at_end
  WHEN plan.contract_renews AND plan.contract_months IS NOT NULL THEN 'renews' ELSE plan.contract_at_end END`;

/** Services that have a contract of their own and go on. */
export const WITH_CONTRACT = `service.status IN ('active', 'paused', 'disabled') AND service.ends_on IS NULL
  AND service.bundle_service_id IS NULL AND service.contract_ends_on IS NOT NULL`;
