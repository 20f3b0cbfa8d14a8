import type { RejectAdvice } from './reject-advice.js';

const ADVICE: Readonly<Record<string, RejectAdvice>> = {
  unknown_client: {
    sentence: 'No router sends from this address, so it got no answer.',
    fix: 'If it is one of yours, put the address into the sources of the router.',
  },
  not_over_tls: {
    sentence: 'It came by UDP, and this router is heard over TLS alone.',
    fix: 'Set protocol=radsec on the router, or allow UDP again.',
  },
  message_authenticator_missing: {
    sentence: 'It is not signed (Message-Authenticator), and this router has to sign, so it got no answer.',
    fix: 'Let the router sign: RouterOS from 7.15 on. An unsigned login can be forged (CVE-2024-3596).',
  },
  message_authenticator_wrong: {
    sentence: 'Its signature is wrong, so it got no answer: the secret of the router is not the one kept here.',
    fix: 'Set the same RADIUS secret on both sides; over TLS it is radsec.',
  },
  message_authenticator_repeated: {
    sentence: 'It is signed twice, so it got no answer.',
    fix: 'No router does this: somebody is trying something.',
  },
  proxy_state_unprotected: {
    sentence: 'It has Proxy-State in it and is not signed: it could be forged (CVE-2024-3596), so it got no answer.',
    fix: 'No router sends Proxy-State. A proxy in between has to sign what it passes on.',
  },
  request_authenticator_wrong: {
    sentence: 'Its accounting is under another secret than the one kept here, so it got no answer.',
    fix: 'Set the same RADIUS secret on both sides; over TLS it is radsec.',
  },
  certificate_missing: {
    sentence: 'It connected over TLS without a certificate and was sent away.',
    fix: 'Set the certificate on the RADIUS entry of the router.',
  },
  certificate_unknown: {
    sentence: 'It connected over TLS with a certificate of no router and was sent away.',
    fix: 'If it is one of yours, set this fingerprint, or a name in the certificate, on the router.',
  },
  certificate_untrusted: {
    sentence: 'Its certificate bears the name of a router, but is not signed by the authority that is set.',
    fix: 'Make a certificate for it here, or set the fingerprint of this one.',
  },
  certificate_ambiguous: {
    sentence: 'Its certificate fits more than one router, so it was sent away.',
    fix: 'Set the fingerprint of the certificate on the one that it belongs to.',
  },
  certificate_not_valid: {
    sentence: 'Its certificate is not valid today.',
    fix: 'Make a new one and import it; or the clock of the router was wrong when it was made.',
  },
  certificate_revoked: {
    sentence: 'Its certificate was revoked, so it was sent away.',
    fix: 'Make a new one for the router and import it. If the router has one already, somebody else holds the old one.',
  },
  handshake_failed: {
    sentence: 'It connected, but no TLS came about.',
    fix: 'It has to speak TLS 1.2 or later. Something that only looks for open ports does this too.',
  },
  connection_ended: {
    sentence: 'Its connection over TLS was ended from here.',
    fix: 'What is said beside it tells why: garbled or oversized packets, another secret than radsec, or a change of the router.',
  },
};

/** What got no answer in words, with what to do; undefined for a code that the log does not know. */
export function dropAdvice(code: string): RejectAdvice | undefined {
  return Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined;
}
