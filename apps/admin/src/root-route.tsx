import { createRootRoute } from '@tanstack/react-router';
import { AdminFrame } from './frame/admin-frame';

/** Every screen stands in the frame: sign-in gate, rail, palette. */
export const rootRoute = createRootRoute({ component: AdminFrame });
