import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { RouterEntity } from '../../data/router.entity.js';
import { NetworkingPermissions } from '../../permissions.js';
import { radiusSecretBinding } from '../access/access-row.js';
import { RouterStepInput } from './retire-router.js';

/** A command, not a query: that somebody read a secret is itself on record. */
@Injectable()
export class RevealRadiusSecret extends Command<RouterStepInput, { secret: string }> {
  readonly rule: CommandRule = {
    name: 'networking.revealRadiusSecret',
    sentence: 'Read the RADIUS secret of a router',
    permission: NetworkingPermissions['router.revealSecret'],
    risk: 'normal',
  };
  readonly input = RouterStepInput;

  constructor(private readonly secrets: SecretBox) {
    super();
  }

  async handle({ routerId }: RouterStepInput, act: Act): Promise<{ secret: string }> {
    const router = await act.manager.findOne(RouterEntity, { where: { id: routerId } });
    if (!router) throw notFound('router');
    if (!router.radiusSecret) throw conflict('NO_SECRET', 'This router has no RADIUS secret. Set one first.');
    act.audit({ kind: 'router', id: routerId }, `RADIUS secret of ${router.name} read`);
    return { secret: await this.secrets.open('radius_secret', router.radiusSecret, radiusSecretBinding(routerId)) };
  }
}
