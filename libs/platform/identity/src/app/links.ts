import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';

/** Addresses that people get by mail. */
@Injectable()
export class Links {
  readonly base: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.base = (settings.publicUrl ?? `http://${settings.host}:${settings.port}`).replace(/\/+$/, '');
  }

  invitation(token: string): string {
    return `${this.base}/admin/accept-invitation#token=${token}`;
  }

  staffReset(token: string): string {
    return `${this.base}/admin/reset-password#token=${token}`;
  }

  customerReset(token: string): string {
    return `${this.base}/portal/reset-password#token=${token}`;
  }

  firstStaff(token: string, base = this.base): string {
    return `${base.replace(/\/+$/, '')}/admin/first-staff#token=${token}`;
  }
}
