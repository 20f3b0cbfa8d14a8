import { Injectable } from '@nestjs/common';
import { Acts } from '@demarc/commands';
import { Clock, RandomSource, Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { AttemptLimits, type AttemptKey, PER_SECOND_FACTOR, tooManyTries } from './attempt-limits.js';
import { IdentityNews, tellIdentityChanged } from './identity-news.js';
import { KnownDevices } from './known-devices.js';
import type { RequestOrigin } from './request-origin.js';
import { SignInAudit } from './sign-in-audit.js';
import { staffInPerson, type StaffRecord } from './staff-record.js';
import { tokenHash } from './token-hash.js';
import { newRecoveryCodes, newSeed, normalisedRecoveryCode, otpauthUrl, stepOfCode } from './totp.js';

export type SecondFactorProof =
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'recovery'; readonly code: string };

interface Seeds {
  totp_seed: Buffer | null;
  totp_pending_seed: Buffer | null;
}

/** The second factor of staff. A code is taken once, whatever arrives beside it; five tries, then a pause. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly limits: AttemptLimits,
    private readonly devices: KnownDevices,
    private readonly audit: SignInAudit,
    private readonly acts: Acts,
    private readonly news: IdentityNews,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  /** Throws unless the proof is right and was not used before. */
  async prove(staff: StaffRecord, proof: SecondFactorProof, origin: RequestOrigin): Promise<void> {
    const tried = {
      action: 'identity.secondFactor',
      sentence: 'Second factor',
      origin,
      subject: { kind: 'staff' as const, id: staff.id },
    };
    const key = await this.take(staff, origin);
    if (key.wait > 0) throw await this.audit.refused(tried, tooManyTries(key.wait));
    const taken =
      proof.kind === 'code'
        ? await this.takeCode(staff, proof.code)
        : await this.takeRecoveryCode(staff, proof.code, origin);
    if (!taken) throw await this.audit.refused(tried, wrongCode());
    await this.limits.succeed([key.key], []);
  }

  /** Begins an enrolment: a new seed that counts for nothing until a code of it was given. */
  async begin(staff: StaffRecord): Promise<{ secret: string; url: string }> {
    if (staff.totpEnrolled) throw alreadyEnrolled();
    const secret = newSeed(this.random);
    const sealed = await this.secrets.seal('totp_seed', secret, binding(staff.id));
    await this.database.write(NOTHING, ({ sql }) =>
      sql.execute('UPDATE platform.staff SET totp_pending_seed = $2 WHERE id = $1 AND totp_seed IS NULL', [
        staff.id,
        sealed,
      ]),
    );
    return { secret, url: otpauthUrl(secret, staff.email) };
  }

  /** Ends an enrolment with a code of the new seed; answers the recovery codes, which are shown this once. */
  async confirm(staff: StaffRecord, code: string, origin: RequestOrigin): Promise<readonly string[]> {
    if (staff.totpEnrolled) throw alreadyEnrolled();
    const tried = {
      action: 'identity.enrolTotp',
      sentence: 'Enrol a second factor',
      origin,
      subject: { kind: 'staff' as const, id: staff.id },
    };
    const key = await this.take(staff, origin);
    if (key.wait > 0) throw await this.audit.refused(tried, tooManyTries(key.wait));
    const seeds = await this.seedsOf(staff.id);
    if (!seeds?.totp_pending_seed)
      throw new Refusal('conflict', 'ENROLMENT_NOT_BEGUN', 'Begin the enrolment first, and scan the new code.');
    const step = stepOfCode(
      await this.secrets.open('totp_seed', seeds.totp_pending_seed, binding(staff.id)),
      code,
      this.clock.now(),
    );
    if (step === undefined) throw await this.audit.refused(tried, wrongCode());
    const codes = newRecoveryCodes(this.random);
    await this.acts.perform({ actor: staffInPerson(staff), ...origin }, 'identity.enrolTotp', async (act) => {
      const enrolled = await act.sql.execute(
        `UPDATE platform.staff SET totp_seed = totp_pending_seed, totp_pending_seed = NULL, totp_last_step = $3
         WHERE id = $1 AND totp_seed IS NULL AND totp_pending_seed = $2`,
        [staff.id, seeds.totp_pending_seed, step],
      );
      if (enrolled !== 1) throw alreadyEnrolled();
      await act.sql.execute('DELETE FROM platform.recovery_code WHERE staff_id = $1', [staff.id]);
      await act.sql.execute(
        'INSERT INTO platform.recovery_code (staff_id, code_hash, created_at) SELECT $1, hash, $3 FROM unnest($2::bytea[]) AS hash',
        [staff.id, codes.map((one) => tokenHash(normalisedRecoveryCode(one))), act.at],
      );
      await tellIdentityChanged(act.sql);
      act.audit({ kind: 'staff', id: staff.id }, 'Enrolled a second factor');
    });
    this.news.changedHere();
    await this.limits.succeed([key.key], []);
    return codes;
  }

  private async take(staff: StaffRecord, origin: RequestOrigin): Promise<{ key: AttemptKey; wait: number }> {
    const known = await this.devices.knows(origin.deviceToken, 'staff', staff.id);
    const key = { limit: PER_SECOND_FACTOR, key: `${staff.id}:${known ? (origin.deviceToken ?? '') : 'elsewhere'}` };
    return { key, wait: await this.limits.takeOrWait([key]) };
  }

  private async takeCode(staff: StaffRecord, code: string): Promise<boolean> {
    const seeds = await this.seedsOf(staff.id);
    if (!seeds?.totp_seed) return false;
    const step = stepOfCode(
      await this.secrets.open('totp_seed', seeds.totp_seed, binding(staff.id)),
      code,
      this.clock.now(),
    );
    if (step === undefined) return false;
    const taken = await this.database.write(NOTHING, ({ sql }) =>
      sql.execute(
        'UPDATE platform.staff SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)',
        [staff.id, step],
      ),
    );
    return taken === 1;
  }

  private takeRecoveryCode(staff: StaffRecord, code: string, origin: RequestOrigin): Promise<boolean> {
    return this.acts.perform({ actor: staffInPerson(staff), ...origin }, 'identity.secondFactor', async (act) => {
      const taken = await act.sql.execute(
        'UPDATE platform.recovery_code SET used_at = $3 WHERE staff_id = $1 AND code_hash = $2 AND used_at IS NULL',
        [staff.id, tokenHash(normalisedRecoveryCode(code)), act.at],
      );
      if (taken === 1) act.audit({ kind: 'staff', id: staff.id }, 'Used a recovery code');
      return taken === 1;
    });
  }

  private seedsOf(staffId: string): Promise<Seeds | undefined> {
    return this.database.read(NOTHING, (sql) =>
      sql.first<Seeds>('SELECT totp_seed, totp_pending_seed FROM platform.staff WHERE id = $1', [staffId]),
    );
  }
}

function binding(staffId: string): string {
  return `staff:${staffId}:totp`;
}

function wrongCode(): Refusal {
  return new Refusal(
    'unauthenticated',
    'WRONG_CODE',
    'This code is not right, or it was used before. Wait for the next one and try again.',
  );
}

function alreadyEnrolled(): Refusal {
  return new Refusal(
    'conflict',
    'ALREADY_ENROLLED',
    'A second factor is enrolled. Somebody who manages staff can reset it for you.',
  );
}
