import { text, told, usually, type Menu } from './menus.ts';

export const SYSTEM_MENUS: Readonly<Record<string, Menu>> = {
  '/system/identity': { single: true, fields: { name: text('MikroTik') } },
  '/system/resource': {
    single: true,
    notExported: true,
    fields: {
      uptime: told('duration'),
      version: told(),
      'build-time': told('text', '2025-02-28 08:13:52'),
      'free-memory': told('integer', '1073741824'),
      'total-memory': told('integer', '2147483648'),
      cpu: told('text', 'ARM64'),
      'cpu-count': told('integer', '4'),
      'cpu-frequency': told('integer', '1700'),
      'cpu-load': told('integer', '3'),
      'free-hdd-space': told('integer', '104857600'),
      'total-hdd-space': told('integer', '134217728'),
      'architecture-name': told('text', 'arm64'),
      'board-name': told('text', 'CCR2004-16G-2S+'),
      platform: told('text', 'MikroTik'),
    },
  },
  '/system/clock': {
    single: true,
    fields: {
      time: told(),
      date: told(),
      'time-zone-autodetect': usually('flag', 'true'),
      'time-zone-name': text('UTC'),
      'gmt-offset': told('text', '+00:00'),
      'dst-active': told('flag', 'false'),
    },
  },
  '/system/routerboard': {
    single: true,
    notExported: true,
    fields: {
      routerboard: told('flag', 'true'),
      'board-name': told(),
      model: told('text', 'CCR2004-16G-2S+'),
      'serial-number': told('text', '000000000000'),
      'firmware-type': told('text', 'al64'),
      'factory-firmware': told('text', '6.49.6'),
      'current-firmware': told(),
      'upgrade-firmware': told(),
    },
  },
};
