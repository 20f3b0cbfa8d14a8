import { Field, ObjectType } from '@nestjs/graphql';
import { SettingSourceEnum } from '../app/settings/cycle-enums.js';
import type { SettingSource } from '../app/settings/find-setting-sources.query.js';

@ObjectType('CustomerSettingSource', { description: 'Where one billing setting of a customer has its value from.' })
export class SettingSourceView implements SettingSource {
  @Field(() => String, { description: 'The setting: `dueDays`.' })
  name: SettingSource['name'];

  @Field(() => SettingSourceEnum, { description: 'Where its value is from.' })
  source: SettingSource['source'];

  @Field(() => String, { nullable: true, description: 'What new customers get; null is “never”.' })
  inherited: string | null;

  @Field(() => SettingSourceEnum, { description: 'Who decided that.' })
  inheritedFrom: SettingSource['inheritedFrom'];
}
