import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RecordIdScalar } from '@demarc/graphql';
import type { RecipeState } from '../domain/garden/garden-recipe.js';

export const RecipeStateEnum = {
  RIGHT: 'right',
  MISSING: 'missing',
  DIFFERS: 'differs',
  DISABLED: 'disabled',
  TOO_LATE: 'too_late',
  LEFT_OVER: 'left_over',
} as const satisfies Record<string, RecipeState>;
registerEnumType(RecipeStateEnum, {
  name: 'GardenRowState',
  description: 'How a row of a walled garden stands on the router.',
  valuesMap: {
    RIGHT: { description: 'As the recipe says.' },
    MISSING: { description: 'The router has no such row.' },
    DIFFERS: { description: 'The row is there with other values.' },
    DISABLED: { description: 'The row is there, and switched off.' },
    TOO_LATE: { description: 'A rule before it lets the traffic through first.' },
    LEFT_OVER: { description: 'The router has a row that no list needs any more.' },
  },
});

@ObjectType('GardenSettings', { description: 'What all walled gardens share.' })
export class GardenSettingsView {
  @Field(() => String, { nullable: true, description: 'IPv4 address of this server as customers reach it.' })
  noticeAddress: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Port of the notice for list 0, with the four after it for lists 1 to 4; null: started without NOTICE_PORT.',
  })
  noticePort: number | null;

  @Field(() => [String], { description: 'What stays open beside the portal.' })
  allowedHosts: readonly string[];

  @Field(() => [String], { description: 'What always stays open: the host of the portal.' })
  ownHosts: readonly string[];

  @Field(() => Int, { description: 'Counts up with every change.' })
  revision: number;
}

@ObjectType('GardenList', { description: 'An address list for people whose access is reduced.' })
export class GardenListView {
  @Field(() => String, { description: 'Its name on the router.' })
  name: string;

  @Field(() => Int, {
    description: 'The reject list that it stands for: 0 unknown, 1 not active, 2 money or quota, 3 device, 4 password.',
  })
  list: number;
}

@ObjectType('RouterGarden', { description: 'What a router needs so that reduced access works.' })
export class RouterGardenView {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => [GardenListView], { description: 'The lists in use; none when the router reduces nobody’s access.' })
  lists: readonly GardenListView[];

  @Field(() => [String], {
    description: 'Lines for the router’s terminal; none while it is not said where notices are reached.',
  })
  lines: readonly string[];

  @Field(() => [String], {
    description: 'Lines that let DHCP tell devices about the garden (RFC 8910); none without HTTPS.',
  })
  captivePortalLines: readonly string[];
}

@ObjectType('GardenFinding', { description: 'A row of the recipe compared with the router.' })
export class GardenFindingView {
  @Field(() => RecipeStateEnum, { description: 'How it stands.' })
  state: RecipeState;

  @Field(() => String, { description: 'The menu of the router.' })
  menu: string;

  @Field(() => String, { description: 'The comment by which the row is known.' })
  comment: string;

  @Field(() => String, { description: 'What it is for.' })
  about: string;

  @Field(() => String, { description: 'What to do; empty when it is right.' })
  advice: string;
}

@ObjectType('GardenCheck', { description: 'A router compared with the recipe of its walled garden.' })
export class GardenCheckView {
  @Field(() => [GardenFindingView], { description: 'Row by row, in the order of the recipe.' })
  findings: readonly GardenFindingView[];

  @Field(() => String, { nullable: true, description: 'Why nothing could be compared; null when it was.' })
  trouble?: string;
}
