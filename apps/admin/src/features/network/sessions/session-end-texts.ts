import { defineCatalogue } from '@demarc/ui';

/** RFC 2866 §5.10 and 3580, as the person on the telephone would say it. */
export const sessionEndTexts = defineCatalogue('sessionEnd', {
  STOP: 'The router said so',
  LOST: 'Not heard any more',
  NAS_RESTART: 'The router started anew',
  REPLACED: 'Another session took over',
  'User-Request': 'The customer’s device hung up',
  'Lost-Carrier': 'The line went away: cable, radio or power',
  'Lost-Service': 'The service behind the line went away',
  'Idle-Timeout': 'Nothing was used for too long',
  'Session-Timeout': 'The longest time of a session was over',
  'Admin-Reset': 'Ended by hand, or by us',
  'Admin-Reboot': 'The router was restarted by hand',
  'Port-Error': 'A fault at the port',
  'NAS-Error': 'A fault in the router',
  'NAS-Request': 'The router ended it for a reason of its own',
  'NAS-Reboot': 'The router restarted by itself',
  'Port-Unneeded': 'The port was not needed any more',
  'Port-Preempted': 'The port was given to somebody else',
  'Port-Suspended': 'The port was suspended',
  'Service-Unavailable': 'The router could not offer the service',
  Callback: 'The router calls back',
  'User-Error': 'The customer’s device made an error',
  'Host-Request': 'The far end hung up',
});
