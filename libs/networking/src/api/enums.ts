import { registerEnumType } from '@nestjs/graphql';

export const AccessStateEnum = { OPEN: 'open', BLOCKED: 'blocked', CLOSED: 'closed' } as const;
registerEnumType(AccessStateEnum, {
  name: 'AccessState',
  description: 'What the network should do for a service.',
  valuesMap: {
    OPEN: { description: 'Logins are accepted, at the plan’s speed.' },
    BLOCKED: { description: 'Would run, but for money, a quota or a hold.' },
    CLOSED: { description: 'Is not meant to run.' },
  },
});

export const SessionEndEnum = { STOP: 'stop', LOST: 'lost', NAS_RESTART: 'nas_restart', REPLACED: 'replaced' } as const;
registerEnumType(SessionEndEnum, {
  name: 'SessionEnd',
  description: 'How a session ended.',
  valuesMap: {
    STOP: { description: 'The router said so.' },
    LOST: { description: 'Nothing was heard of it any more.' },
    NAS_RESTART: { description: 'The router started anew.' },
    REPLACED: { description: 'Another session took its place.' },
  },
});

export const LoginOutcomeEnum = { ACCEPT: 'accept', GARDEN: 'garden', REJECT: 'reject', DROP: 'drop' } as const;
registerEnumType(LoginOutcomeEnum, {
  name: 'LoginOutcome',
  description: 'What became of a login.',
  valuesMap: {
    ACCEPT: { description: 'Accepted.' },
    GARDEN: { description: 'Accepted with reduced access in place of a refusal.' },
    REJECT: { description: 'Refused.' },
    DROP: { description: 'It got no answer: it could be forged, or comes from nobody we know.' },
  },
});

export const AccessActionKindEnum = { COA: 'coa', DISCONNECT: 'disconnect', API: 'api' } as const;
registerEnumType(AccessActionKindEnum, {
  name: 'AccessActionKind',
  description: 'CoA-Request changes a session, Disconnect-Request ends it (RFC 5176); rows are written over the API.',
  valuesMap: {
    COA: { description: 'Changes a session.' },
    DISCONNECT: { description: 'Ends a session.' },
    API: { description: 'Rows of the service on the router, written where they differed, and read again.' },
  },
});

export const SessionStepEnum = { NONE: 'none', WAIT: 'wait', COA: 'coa', DISCONNECT: 'disconnect' } as const;
registerEnumType(SessionStepEnum, {
  name: 'SessionStep',
  description: 'What a running session is told so that it is as it should be.',
  valuesMap: {
    NONE: { description: 'Nothing: it is already.' },
    WAIT: { description: 'Nothing: it changes when the device renews its lease.' },
    COA: { description: 'It is changed as it runs (RFC 5176).' },
    DISCONNECT: { description: 'It is ended; the device logs in again.' },
  },
});

export const AccessActionPurposeEnum = {
  BLOCK: 'block',
  RESTORE: 'restore',
  CHANGE: 'change',
  CLOSE: 'close',
  BY_HAND: 'by_hand',
} as const;
registerEnumType(AccessActionPurposeEnum, {
  name: 'AccessActionPurpose',
  description: 'What a router was told something for.',
  valuesMap: {
    BLOCK: { description: 'To block the customer.' },
    RESTORE: { description: 'To let the customer back in.' },
    CHANGE: { description: 'To give the session another speed or address.' },
    CLOSE: { description: 'To end a service.' },
    BY_HAND: { description: 'Somebody of the staff ended the session.' },
  },
});

export const AccessActionStateEnum = {
  WAITING: 'waiting',
  ACKNOWLEDGED: 'acknowledged',
  GONE: 'gone',
  REFUSED: 'refused',
  UNANSWERED: 'unanswered',
  SUPERSEDED: 'superseded',
} as const;
registerEnumType(AccessActionStateEnum, {
  name: 'AccessActionState',
  description: 'What became of what a router was told.',
  valuesMap: {
    WAITING: { description: 'On its way.' },
    ACKNOWLEDGED: { description: 'The router did it.' },
    GONE: { description: 'The session had ended already, which is as good.' },
    REFUSED: { description: 'The router said no.' },
    UNANSWERED: { description: 'The router said nothing; it is asked again.' },
    SUPERSEDED: { description: 'Something newer took its place.' },
  },
});

export const ConnectionStateEnum = {
  WORKING: 'working',
  ON_ITS_WAY: 'on_its_way',
  OFFLINE: 'offline',
  REFUSED: 'refused',
  BLOCKED: 'blocked',
  CLOSED: 'closed',
} as const;
registerEnumType(ConnectionStateEnum, {
  name: 'ConnectionState',
  description: 'How a connection stands.',
  valuesMap: {
    WORKING: { description: 'Online, as it should be.' },
    ON_ITS_WAY: { description: 'A change is on its way to the router.' },
    OFFLINE: { description: 'May be online, and is not.' },
    REFUSED: { description: 'Tried to come online and was refused.' },
    BLOCKED: { description: 'Blocked: only what the walled garden lets through.' },
    CLOSED: { description: 'Shut: no login is accepted.' },
  },
});

export const UsageGranularityEnum = { HOUR: 'hour', DAY: 'day', MONTH: 'month', YEAR: 'year' } as const;
registerEnumType(UsageGranularityEnum, {
  name: 'UsageGranularity',
  description: 'How usage is added up. Hours and days are kept as long as the retention says.',
  valuesMap: {
    HOUR: { description: 'Hour by hour.' },
    DAY: { description: 'Day by day, in the operator’s zone.' },
    MONTH: { description: 'Month by month, in the operator’s zone.' },
    YEAR: { description: 'Year by year, in the operator’s zone.' },
  },
});

export const UsageGroupEnum = { PLAN: 'plan', ROUTER: 'router' } as const;
registerEnumType(UsageGroupEnum, {
  name: 'UsageGroup',
  description: 'What usage is added up of.',
  valuesMap: {
    PLAN: { description: 'Everybody who had the plan when it was used.' },
    ROUTER: { description: 'Everything that went over the router.' },
  },
});

export const RecordKindEnum = {
  USAGE_RAW: 'usage_raw',
  USAGE_HOURS: 'usage_hours',
  USAGE_DAYS: 'usage_days',
  USAGE_GROUPS: 'usage_groups',
  SESSIONS: 'session_closed',
  LOGINS: 'radius_log',
  PORT_BLOCKS: 'cgnat_block',
} as const;
registerEnumType(RecordKindEnum, {
  name: 'NetworkRecordKind',
  description: 'What is kept of the network for a time.',
  valuesMap: {
    USAGE_RAW: { description: 'Usage as it was reported.' },
    USAGE_HOURS: { description: 'Usage by the hour.' },
    USAGE_DAYS: { description: 'Usage by the day.' },
    USAGE_GROUPS: { description: 'Usage of plans and routers, by the hour.' },
    SESSIONS: { description: 'Sessions that have ended.' },
    LOGINS: { description: 'The log of logins.' },
    PORT_BLOCKS: { description: 'Blocks of shared ports that routers reported; kept as long as sessions.' },
  },
});

export const SessionSortEnum = {
  STARTED: 'started',
  DOWNLOAD: 'download',
  UPLOAD: 'upload',
  DOWNLOAD_RATE: 'download_rate',
  UPLOAD_RATE: 'upload_rate',
} as const;
registerEnumType(SessionSortEnum, {
  name: 'SessionSort',
  description: 'What the sessions are put in order by, the most or the newest first unless told otherwise.',
  valuesMap: {
    STARTED: { description: 'When they began.' },
    DOWNLOAD: { description: 'What was downloaded.' },
    UPLOAD: { description: 'What was uploaded.' },
    DOWNLOAD_RATE: { description: 'How fast it downloads now.' },
    UPLOAD_RATE: { description: 'How fast it uploads now.' },
  },
});

export const AccessTroubleEnum = {
  DRIFT: 'drift',
  ON_ITS_WAY: 'on_its_way',
  HELD: 'held',
  ANOTHER_DEVICE: 'another_device',
} as const;
registerEnumType(AccessTroubleEnum, {
  name: 'AccessTrouble',
  description: 'In which way an access is not as it should be.',
  valuesMap: {
    DRIFT: { description: 'A router did not obey, three rounds long.' },
    ON_ITS_WAY: { description: 'A router has not answered yet.' },
    HELD: { description: 'Would be shut, but too many were at once: a person has to say that it is meant.' },
    ANOTHER_DEVICE: {
      description:
        'Another device is on the line than before, and staff wanted to be shown that; or one was refused on a bound line within a day.',
    },
  },
});
