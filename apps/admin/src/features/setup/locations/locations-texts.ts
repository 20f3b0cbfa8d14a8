import { defineCatalogue } from '@demarc/ui';

export const locationsTexts = defineCatalogue('locations', {
  title: 'Locations',
  lead: 'Where you serve: regions, towns, sites. Customers and routers stand in one.',
  create: 'New location',
  edit: 'Change a location',
  name: 'Name',
  parent: 'Lies in',
  top: 'nothing: it is a region of its own',
  state: 'State',
  active: 'In use',
  inactive: 'Not in use',
  activeLabel: 'Can be chosen for customers and routers',
  emptyTitle: 'No location yet',
  emptyText: 'Add the regions and towns in which you serve customers.',
  add: 'Add the location',
  save: 'Save the location',
  added: '{{name}} is added',
  saved: '{{name}} is saved',
  readOnly: 'Changing locations needs the permission crm.location.manage.',
  cancel: 'Cancel',
});
