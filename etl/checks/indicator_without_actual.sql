-- warning
SELECT DISTINCT format('{} {}', targets.province_id, targets.indicator_id) AS subject
FROM targets
JOIN documents USING (document_id)
WHERE documents.kind = 'plan_text'
  AND NOT EXISTS (SELECT 1 FROM actuals WHERE actuals.province_id = targets.province_id AND actuals.indicator_id = targets.indicator_id)
ORDER BY 1
