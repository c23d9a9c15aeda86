# المحادثات الخاصة.

conversation-no-subject = بلا موضوع
conversation-nobody = اختر شخصًا واحدًا على الأقل لتكتب إليه.
conversation-unknown = أحد هؤلاء الأشخاص غير معروف هنا.
conversation-not-mutual = لا يمكنك الكتابة إلى { $name } إلا إذا كانت المشاركة بينكما متبادلة.
conversation-empty = تحتاج الرسالة إلى كلمات.
conversation-text-long = لا تزيد الرسالة على { $most } حرفًا.
conversation-subject-long = لا يزيد الموضوع على { $most } حرفًا.
