import { Building2, House, Network, Settings, Users, Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { defineCatalogue, type NavGroup, type PermissionCheck, useTexts } from '@demarc/ui';

const texts = defineCatalogue('navigation', {
  home: 'Home',
  customers: 'Customers',
  finance: 'Finance',
  network: 'Network',
  setup: 'Setup',
  company: 'Company',
});

interface Place {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  /** Whoever holds one of these sees it. */
  readonly needs: readonly string[];
}

interface Area {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly places: readonly Place[];
}

/** The rail, as far as this person may see it: a group without a page of theirs is not drawn. */
export function useNavigation(areas: readonly Area[], can: PermissionCheck): NavGroup[] {
  return areas
    .map((area) => ({
      id: area.id,
      label: area.label,
      icon: area.icon,
      entries: area.places.filter((place) => place.needs.length === 0 || place.needs.some(can)),
    }))
    .filter((area) => area.entries.length > 0);
}

export function useAreas(): readonly Area[] {
  const t = useTexts(texts);
  return [
    { id: 'home', label: t('home'), icon: <House size={20} aria-hidden="true" />, places: [{ id: 'home', label: t('home'), href: '/', needs: [] }] },
    { id: 'customers', label: t('customers'), icon: <Users size={20} aria-hidden="true" />, places: [{ id: 'customers', label: t('customers'), href: '/customers', needs: ['crm.customer.view'] }] },
    { id: 'finance', label: t('finance'), icon: <Wallet size={20} aria-hidden="true" />, places: [] },
    { id: 'network', label: t('network'), icon: <Network size={20} aria-hidden="true" />, places: [] },
    { id: 'setup', label: t('setup'), icon: <Settings size={20} aria-hidden="true" />, places: [] },
    { id: 'company', label: t('company'), icon: <Building2 size={20} aria-hidden="true" />, places: [] },
  ];
}
