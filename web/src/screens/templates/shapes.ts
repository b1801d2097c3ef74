/** GET /api/templates, in the order of the gallery. */

export type { Template as TemplateFacts, TemplateStage } from '../../api/types'
