import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { scopeOf } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsIP, IsOptional, Matches } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';

/** RFC 1123 §2.1, or an address or network of IPv4 or IPv6. */
const HOST =
  /^(?=[0-9a-f.]*:[0-9a-f:.]*:)[0-9a-f:.]{2,45}(\/\d{1,3})?$|^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(\/\d{1,2})?$/;

@InputType({ description: 'What every walled garden has in common.' })
export class SetGardenInput {
  @Field(() => String, { nullable: true, description: 'IPv4 address of this server as customers reach it.' })
  @IsOptional()
  @IsIP(4)
  noticeAddress?: string | null;

  @Field(() => [String], {
    description: 'Hosts, addresses and networks that stay open beside the portal: the pages of payment providers.',
  })
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(HOST, {
    each: true,
    message: 'each of allowedHosts must be a host name in small letters, an address or a network',
  })
  allowedHosts: string[];

  @Field(() => Int, { description: 'The revision that was seen.' })
  @IsInt()
  revision: number;
}

/** Says where notices are reached and what stays open. Routers follow by their recipe, which a person carries out. */
@Injectable()
export class SetGarden extends Command<SetGardenInput, { revision: number }> {
  readonly rule: CommandRule = {
    name: 'networking.setGarden',
    sentence: 'Set what all walled gardens share',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = SetGardenInput;

  async handle({ noticeAddress, allowedHosts, revision }: SetGardenInput, act: Act): Promise<{ revision: number }> {
    if (scopeOf(act.actor).kind !== 'all')
      throw new Refusal(
        'forbidden',
        'WHOLE_OPERATOR_ONLY',
        'Gardens are shared by all partners. Only whoever sees every partner can set them.',
      );
    const before = await act.sql.first<{ noticeAddress: string | null; allowedHosts: string[] }>(
      'SELECT host(notice_address) AS "noticeAddress", allowed_hosts AS "allowedHosts" FROM networking.garden FOR UPDATE',
    );
    const after = { noticeAddress: noticeAddress ?? null, allowedHosts };
    const changed = await act.sql.execute(
      'UPDATE networking.garden SET notice_address = $1, allowed_hosts = $2, revision = revision + 1 WHERE revision = $3',
      [after.noticeAddress, allowedHosts, revision],
    );
    if (changed === 0)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'Somebody changed these settings meanwhile. Load them again.');
    act.audit({ kind: 'garden', id: 'garden' }, 'Walled garden set', { before: before ?? {}, after });
    return { revision: revision + 1 };
  }
}
