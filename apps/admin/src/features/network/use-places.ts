import { useApiQuery, useSession } from '@demarc/web-kit';
import { NetworkPlacesDocument } from './routers/routers.graphql';

/** Partners, locations and sites to choose from, as far as the person may see them. */
export function usePlaces() {
  const { can } = useSession();
  const { data } = useApiQuery(NetworkPlacesDocument, {
    partners: can('crm.partner.view'),
    locations: can('crm.location.view'),
    sites: can('networking.site.view'),
  });
  const choices = (rows: readonly { readonly id: string; readonly name: string }[] | null | undefined) =>
    (rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return { partners: choices(data?.partners), locations: choices(data?.locations), sites: choices(data?.sites) };
}
