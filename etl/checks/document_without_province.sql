-- warning
SELECT document_id AS subject FROM documents WHERE kind = 'plan_text' AND province_id IS NULL ORDER BY 1
