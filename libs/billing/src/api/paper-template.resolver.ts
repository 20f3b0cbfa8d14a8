import { Args, ArgsType, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, Matches } from 'class-validator';
import {
  FindTemplate,
  FindTemplateVersion,
  ListTemplates,
  type PaperKind,
  type TemplatePlace,
} from '../app/documents/find-templates.query.js';
import { SavePaperLogo, SavePaperLogoInput } from '../app/documents/paper-logo.js';
import { PreviewSetting, TemplatePreviews } from '../app/documents/preview-template.query.js';
import {
  DropPaperTemplate,
  DropPaperTemplateInput,
  SavePaperTemplate,
  SavePaperTemplateInput,
} from '../app/documents/template-commands.js';
import { PaperKindEnum } from '../app/settings/document-enums.js';
import {
  PaperPreviewView,
  PaperTemplateVersionView,
  PaperTemplateView,
  PreviewPaperInput,
} from './paper-template.view.js';

@ArgsType()
class TemplatePlaceArgs implements TemplatePlace {
  @Field(() => PaperKindEnum, { description: 'What it prints.' })
  @IsIn(Object.values(PaperKindEnum))
  kind: PaperKind;

  @Field(() => String, { description: 'Its language.' })
  @Matches(/^[a-z]{2,3}$/)
  language: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that it is for; everybody when left out.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: string;
}

@Resolver(() => PaperTemplateView)
export class PaperTemplateResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly previews: TemplatePreviews,
  ) {}

  @Asks(FindTemplate)
  @Query(() => PaperTemplateView, { description: 'What documents of a kind are printed with.' })
  paperTemplate(@Args() place: TemplatePlaceArgs, @CurrentCall() call: Call): Promise<PaperTemplateView> {
    return this.queries.ask(FindTemplate, { ...place }, call);
  }

  @Asks(ListTemplates)
  @Query(() => [PaperTemplateVersionView], {
    description: 'The templates that somebody wrote, by their newest versions.',
  })
  paperTemplates(@CurrentCall() call: Call): Promise<PaperTemplateVersionView[]> {
    return this.queries.ask(ListTemplates, {}, call);
  }

  @Asks(FindTemplateVersion)
  @Query(() => PaperTemplateVersionView, { description: 'A version of a template.' })
  paperTemplateVersion(
    @Args('id', { type: () => RecordIdScalar, description: 'The version’s id.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<PaperTemplateVersionView> {
    return this.queries.ask(FindTemplateVersion, { id }, call);
  }

  @Asks(PreviewSetting)
  @Query(() => PaperPreviewView, { description: 'Draws a template that somebody is writing; nothing is kept.' })
  async previewPaper(
    @Args('input', { description: 'The template, and what to draw with it.' }) input: PreviewPaperInput,
    @CurrentCall() call: Call,
  ): Promise<PaperPreviewView> {
    const { pdf, fault } = await this.previews.preview(input, call);
    return { pdf: pdf?.toString('base64') ?? null, fault };
  }

  @Runs(SavePaperTemplate)
  @Mutation(() => PaperTemplateView, { description: 'Saves a new version of a template.' })
  async savePaperTemplate(
    @Args('input', { description: 'The template.' }) input: SavePaperTemplateInput,
    @CurrentCall() call: Call,
  ): Promise<PaperTemplateView> {
    return this.queries.ask(FindTemplate, await this.commands.run(SavePaperTemplate, input, call), call);
  }

  @Runs(DropPaperTemplate)
  @Mutation(() => PaperTemplateView, { description: 'Gives a template up: the level above counts again.' })
  async dropPaperTemplate(
    @Args('input', { description: 'Which.' }) input: DropPaperTemplateInput,
    @CurrentCall() call: Call,
  ): Promise<PaperTemplateView> {
    return this.queries.ask(FindTemplate, await this.commands.run(DropPaperTemplate, input, call), call);
  }

  @Runs(SavePaperLogo)
  @Mutation(() => Boolean, { description: 'Gives the papers of a partner an image from now on, or takes it away.' })
  async savePaperLogo(
    @Args('input', { description: 'The image, and whose papers have it.' }) input: SavePaperLogoInput,
    @CurrentCall() call: Call,
  ): Promise<boolean> {
    await this.commands.run(SavePaperLogo, input, call);
    return true;
  }
}
