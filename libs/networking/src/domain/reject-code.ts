/** Why a login was refused; the names are those that the RADIUS server writes. */
export type RejectCode =
  | 'unknown_user'
  | 'not_active'
  | 'blocked'
  | 'wrong_mac'
  | 'wrong_password'
  | 'wrong_nas'
  | 'already_online'
  | 'unsupported_method';
