/** GET /api/templates, in the order of the gallery. */

export interface TemplateStage {
  name: string
  title: string
  zone: string | null
  emotion: number | null
  /** The channel of each touchpoint, in order. */
  channels: string[]
}

export interface TemplateFacts {
  id: string
  title: string
  about: string
  zones: { name: string; title: string }[]
  stages: TemplateStage[]
  touchpoints: number
}
