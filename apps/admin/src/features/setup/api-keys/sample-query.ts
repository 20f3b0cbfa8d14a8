/** A first query for a key: of what it may see, the thing that an integrator most likely came for. */
const samples: readonly { readonly needs: string; readonly query: string }[] = [
  { needs: 'CRM_CUSTOMER_VIEW_ALL', query: '{ customerList(first: 3) { totalCount nodes { number name } } }' },
  { needs: 'CRM_CUSTOMER_VIEW', query: '{ customerList(first: 3) { totalCount nodes { number name } } }' },
  { needs: 'CRM_PARTNER_VIEW', query: '{ partners { id name } }' },
  { needs: 'IDENTITY_STAFF_VIEW', query: '{ staffMembers(first: 3) { totalCount nodes { name } } }' },
  { needs: 'AUDIT_VIEW', query: '{ auditLog(first: 3) { nodes { at actorName sentence } } }' },
  { needs: 'MESSAGING_MESSAGE_VIEW', query: '{ messages(first: 3) { nodes { recipient subject state } } }' },
  { needs: 'OPS_JOB_VIEW', query: '{ jobQueues { name waiting failed } }' },
  { needs: 'CRM_LOCATION_VIEW', query: '{ locations { id name } }' },
];

/** Every key may ask for the operator. */
const always = '{ operator { name currency timeZone } }';

export function sampleQuery(permissions: readonly string[]): string {
  return samples.find(({ needs }) => permissions.includes(needs))?.query ?? always;
}

export function curlFor(endpoint: string, secret: string, query: string): string {
  return [
    `curl ${endpoint} \\`,
    `  -H 'Authorization: Bearer ${secret}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify({ query })}'`,
  ].join('\n');
}
