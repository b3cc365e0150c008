import { lazyPage } from './lazy';
import type { Page } from './lazy';

/** Which page an address names. Of two that fit, the first counts; `:queue` is one part of the path. */
export const PAGES: readonly { pattern: string; page: Page }[] = [
  { pattern: '/', page: lazyPage(async () => (await import('../pages/queues/QueuesPage')).QueuesPage) },
  { pattern: '/dead', page: lazyPage(async () => (await import('../pages/dead/DeadPage')).DeadPage) },
  {
    pattern: '/queues/:queue',
    page: lazyPage(async () => (await import('../pages/queue/QueuePage')).QueuePage),
  },
  {
    pattern: '/queues/:queue/settings',
    page: lazyPage(async () => (await import('../pages/settings/SettingsPage')).SettingsPage),
  },
  {
    pattern: '/queues/:queue/send',
    page: lazyPage(async () => (await import('../pages/send/SendPage')).SendPage),
  },
  {
    pattern: '/queues/:queue/dead',
    page: lazyPage(async () => (await import('../pages/dead/QueueDeadPage')).QueueDeadPage),
  },
  {
    pattern: '/queues/:queue/messages',
    page: lazyPage(async () => (await import('../pages/messages/MessagesPage')).MessagesPage),
  },
  {
    pattern: '/scheduled',
    page: lazyPage(async () => (await import('../pages/scheduled/ScheduledPage')).ScheduledPage),
  },
  { pattern: '/routing', page: lazyPage(async () => (await import('../pages/routing/RoutingPage')).RoutingPage) },
  {
    pattern: '/routing/:exchange',
    page: lazyPage(async () => (await import('../pages/exchange/ExchangePage')).ExchangePage),
  },
  { pattern: '/redrives', page: lazyPage(async () => (await import('../pages/redrives/RedrivesPage')).RedrivesPage) },
  { pattern: '/audit', page: lazyPage(async () => (await import('../pages/audit/AuditPage')).AuditPage) },
  { pattern: '/keys', page: lazyPage(async () => (await import('../pages/keys/KeysPage')).KeysPage) },
];
