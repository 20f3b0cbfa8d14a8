import type { PostureState } from './router-posture.js';

type Words = readonly [state: PostureState, sentence: string, advice?: string];

const USE_TLS = 'Where others can reach the line, let it speak RADIUS over TLS.';
const UPDATE =
  'Let it sign: RouterOS from 7.15 on with require-message-auth=yes-for-request-resp, others by an update of their software. Or let it speak RADIUS over TLS.';

export const POSTURE_WORDS: Readonly<Record<string, Words>> = {
  transport_none: ['bad', 'Neither a secret nor a certificate is set: it gets no answer.', 'Set one of them.'],
  transport_udp_require: ['good', 'By UDP, signed. That is right for a management network.', USE_TLS],
  transport_udp_auto: ['good', 'By UDP.', USE_TLS],
  transport_udp_off: ['attention', 'By UDP, and unsigned requests are answered.', USE_TLS],
  transport_tls: ['good', 'Over TLS alone.'],
  transport_both: [
    'attention',
    'Over TLS, and by UDP it would be heard as well.',
    'Answer it over TLS alone, once it does not use UDP any more.',
  ],
  transport_tls_not_yet: [
    'attention',
    'It may speak over TLS, but has never connected; it is heard by UDP.',
    'Set its certificate and the protocol on the router, and look into the log for refused certificates.',
  ],
  transport_tls_never: [
    'bad',
    'It is heard over TLS alone, and has never connected.',
    'Set its certificate and the protocol on the router, and look into the log for refused certificates.',
  ],
  transport_tls_gone: [
    'attention',
    'It spoke over TLS, but has not been connected for a day.',
    'Look whether the router still asks over TLS, and into the log for refused certificates.',
  ],
  signature_not_needed: ['off', 'It is heard over TLS alone, where nothing needs a signature.'],
  signature_required: ['good', 'What is not signed gets no answer.'],
  signature_refused: [
    'attention',
    'Unsigned requests came under its address lately, and got no answer.',
    'Either a second device behind that address does not sign, or somebody tries to forge: look into the log where they come from.',
  ],
  signature_could_be_required: [
    'attention',
    'It has signed everything for a week, but need not.',
    'Require it: nobody is shut out.',
  ],
  signature_seen: ['good', 'It signs, and what is unsigned gets no answer since.', 'Require it, to say so for good.'],
  signature_unsigned: [
    'bad',
    'It does not sign: on the way a refusal can be turned into an acceptance (CVE-2024-3596).',
    UPDATE,
  ],
  signature_off: [
    'bad',
    'Unsigned requests are answered, whoever sends them (CVE-2024-3596).',
    `Let them be answered only until the first signed one. ${UPDATE}`,
  ],
  signature_not_heard: ['attention', 'It was never heard, and need not sign.', 'Require signatures before it is used.'],
  secret_none: ['bad', 'It has no RADIUS secret.', 'Set one on the form of the router.'],
  secret_not_used: ['off', 'Over TLS no secret of its own is used.'],
  secret_weak: [
    'bad',
    'Its secret can be guessed: it is short, or made of words and rows.',
    'Have a new one made: leave the field empty and paste the lines again.',
  ],
  secret_fair: [
    'attention',
    'Its secret is long enough, and could be longer.',
    'Have a new one made when you are at it.',
  ],
  secret_shared: [
    'attention',
    'Another router has the same secret: who learns it from one can forge for both.',
    'Give each router a secret of its own.',
  ],
  secret_strong: ['good', 'Its secret is long and random.'],
  changes_passed: ['good', 'It answers to changes of sessions, under our secret.'],
  changes_failed: [
    'attention',
    'It does not answer to changes of sessions: whoever is blocked stays online until the session ends.',
    'The check list says what it answered, and what to do.',
  ],
  changes_unknown: ['attention', 'Nobody has looked whether it takes changes.', 'Run its check list.'],
  changes_not_needed: ['off', 'Changes are not used here.'],
  clock_passed: ['good', 'Its clock is right.'],
  clock_failed: [
    'attention',
    'Its clock is wrong: changes are taken for old ones, and certificates for invalid ones.',
    'Let it take its time by NTP.',
  ],
  clock_unknown: ['off', 'Its clock was not read.'],
  clock_not_needed: ['off', 'Its clock is not read: that needs an API account.'],
  api_none: ['off', 'There is no API account on it.'],
  api_plain: [
    'bad',
    'The API line is not protected: password and rows can be read on the way.',
    'Give the router a certificate for api-ssl, and accept it in the check list.',
  ],
  api_pinned: ['good', 'The API line is protected by the accepted certificate.'],
};

export const CERTIFICATE_WORDS: Readonly<Record<string, Words>> = {
  certificate_not_used: ['off', 'It shows no certificate: it speaks by UDP.'],
  certificate_not_shown: ['off', 'It has not shown its certificate yet.'],
  certificate_valid: ['good', 'Its certificate is valid for more than a month.'],
  certificate_ends_soon: ['attention', 'Its certificate ends within a month.', 'Make a new one and import it.'],
  certificate_ends_now: [
    'bad',
    'Its certificate ends within a week. After that it gets no answer.',
    'Make a new one now.',
  ],
  certificate_ended: [
    'bad',
    'Its certificate has ended.',
    'Make a new one, import it, and set it on the RADIUS entry.',
  ],
};
