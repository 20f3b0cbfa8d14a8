import { LoginWorlds } from '../../aaa/login-world.js';
import { SimulateLogin } from '../../aaa/simulate-login.query.js';
import { DefineReplyTemplate, RestoreUsualReply } from './define-reply-template.js';
import { ListReplyTemplates } from './list-reply-templates.query.js';
import { OnCustomerFactsChanged, OnPlanFactsChanged } from './on-facts-changed.js';
import { PreviewReply } from './preview-reply.query.js';

/** What routers are answered, and why: written, tried and explained. */
export const REPLIES = [
  DefineReplyTemplate,
  RestoreUsualReply,
  ListReplyTemplates,
  PreviewReply,
  LoginWorlds,
  SimulateLogin,
  OnCustomerFactsChanged,
  OnPlanFactsChanged,
];
